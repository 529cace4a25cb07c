import { X } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import type { PictureEntry } from '../../../state/explain/pictures/pictureEntry.ts';
import type { Elements } from '../../controls/elements.ts';
import { IconButton } from '../../controls/IconButton.tsx';
import meter from '../../controls/Meter.module.css';
import { formatSize } from '../../words/format.ts';
import { pictureNotes } from '../../words/words.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { progressOf } from './progress.ts';
import styles from './RunBar.module.css';

/** The line above the stages: which picture this is, and what is being done with it. */
export function RunBar({ children }: { children?: Elements }) {
  const { actions } = useApp();
  const picture = useAppState(({ pictures, currentPictureId }) =>
    pictures.find(({ id }) => id === currentPictureId),
  );
  const progress = useAppState(useShallow(progressOf));
  return (
    <div className={styles.bar}>
      {children || <PictureLine picture={picture} />}
      {progress !== null && (
        <div className={styles.progress}>
          <span className={styles.words}>{progress.words}</span>
          <progress
            className={`${meter.meter} ${styles.meter}`}
            aria-label={progress.words}
            {...(progress.fraction === null ? {} : { value: progress.fraction })}
          />
          {progress.canCancel && <IconButton icon={X} label="Cancel" onClick={() => actions.cancelWork()} />}
        </div>
      )}
    </div>
  );
}

function PictureLine({ picture }: { picture: PictureEntry | undefined }) {
  if (picture === undefined) return <p className={styles.picture} />;
  const { status } = picture;
  return (
    <p className={styles.picture}>
      <bdi className={styles.name} {...(picture.origin === 'sample' ? {} : { translate: 'no' })}>
        {picture.name}
      </bdi>
      {status.phase === 'ready' && (
        <span className={styles.facts}>
          {[
            formatSize(status.width, status.height),
            ...(picture.origin === 'link' ? ['small copy: maps may differ from the original’s'] : []),
            ...status.notes.map((note) => pictureNotes[note]),
          ].join(' · ')}
        </span>
      )}
    </p>
  );
}
