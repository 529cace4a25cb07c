import { ImagePlus } from 'lucide-react';
import type { AbsentPicture } from '../../../state/explain/appState.ts';
import buttons from '../../controls/Button.module.css';
import { useApp, useAppState } from '../AppContext.tsx';
import { OpenButton } from '../topBar/OpenButton.tsx';
import { blockingFailure } from './blockingFailure.ts';
import styles from './FailureCard.module.css';

interface Words {
  readonly title: string;
  readonly sentence: string;
}

const words: Readonly<Record<AbsentPicture, Words>> = {
  unsent: {
    title: 'This link is about a photo that was not sent',
    sentence:
      'Its sender shared the settings and kept the photo. If you have it, or another one to try, open that.',
  },
  forgotten: {
    title: 'Your photo is not here any more',
    sentence:
      'Nothing keeps photos when the page is loaded again. Open it once more: the settings are as they were.',
  },
};

const none: Words = { title: 'No photo is open', sentence: 'Drop one anywhere on this page, or paste it.' };

/** In the place of a photo: that there is none, why, and how to get one. */
export function AbsentPictureCard() {
  const { actions, samples } = useApp();
  const isEmpty = useAppState(
    ({ currentPictureId, sequence }) => currentPictureId === null && sequence.phase === 'off',
  );
  const reason = useAppState(({ absentPicture }) => absentPicture);
  const isBlocked = useAppState((state) => blockingFailure(state) !== null);
  const [sample] = samples;
  if (!isEmpty || isBlocked) return null;
  const { title, sentence } = reason === null ? none : words[reason];
  return (
    <div className={styles.cover}>
      <section className={styles.card} aria-label={title}>
        <ImagePlus size={24} strokeWidth={1.75} aria-hidden />
        <h2 className={styles.title}>{title}</h2>
        <p>{sentence}</p>
        <OpenButton label="Open a photo">
          <span>Open a photo…</span>
        </OpenButton>
        {sample !== undefined && (
          <button type="button" className={buttons.button} onClick={() => actions.openSample(sample.id)}>
            Show a sample instead
          </button>
        )}
      </section>
    </div>
  );
}
