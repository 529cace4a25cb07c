import { Film, LoaderCircle, TriangleAlert, X } from 'lucide-react';
import type { PictureEntry } from '../../../state/explain/pictures/pictureEntry.ts';
import { Hidden } from '../../controls/Hidden.tsx';
import { IconButton } from '../../controls/IconButton.tsx';
import { useMediaQuery } from '../../useMediaQuery.ts';
import { failureMessage } from '../../words/failureMessages.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import styles from './Tray.module.css';

/** The pictures of this visit. Its column is there from the start, so that the second picture moves nothing. */
export function Tray() {
  const pictures = useAppState((state) => state.pictures);
  const current = useAppState((state) => state.currentPictureId);
  const narrow = useMediaQuery('(max-width: 719.98px)');
  // A phone has no room to keep free: there the row comes with the second picture.
  if (narrow && pictures.length < 2) return null;
  if (pictures.length === 0) return <div className={styles.tray} />;
  return (
    <nav className={styles.tray} aria-label="Pictures">
      <ul className={styles.list}>
        {pictures.map((picture) => (
          <TrayItem key={picture.id} picture={picture} current={picture.id === current} />
        ))}
      </ul>
    </nav>
  );
}

function TrayItem({ picture, current }: { picture: PictureEntry; current: boolean }) {
  const { actions, thumbnailUrl } = useApp();
  const { id, name, status } = picture;
  const failure = status.phase === 'failed' ? failureMessage(status.failure) : null;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.choose}
        aria-current={current}
        title={failure === null ? name : `${name}: ${failure.title}. ${failure.sentence}`}
        onClick={() => actions.selectPicture(id)}
      >
        <span className={styles.picture}>
          <TrayPicture picture={picture} url={thumbnailUrl(id)} />
        </span>
        <bdi className={styles.name} translate="no">
          {name}
        </bdi>
        {failure !== null && <Hidden>{`. ${failure.title}`}</Hidden>}
      </button>
      <IconButton
        icon={X}
        label={`Remove ${name}`}
        className={styles.remove}
        onClick={() => actions.removePicture(id)}
      />
    </li>
  );
}

function TrayPicture({ picture: { status, origin }, url }: { picture: PictureEntry; url: string | null }) {
  if (origin === 'sequence') {
    return <Film size={20} strokeWidth={1.75} aria-hidden className={styles.frames} />;
  }
  if (status.phase === 'failed') {
    return <TriangleAlert size={20} strokeWidth={1.75} aria-hidden className={styles.problem} />;
  }
  if (url !== null) return <img src={url} alt="" className={styles.image} draggable={false} />;
  return <LoaderCircle size={20} strokeWidth={1.75} aria-hidden className={styles.waiting} />;
}
