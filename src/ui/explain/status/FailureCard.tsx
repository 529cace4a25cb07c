import { TriangleAlert } from 'lucide-react';
import buttons from '../../controls/Button.module.css';
import { canRetry, failureMessage } from '../../words/failureMessages.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { OpenButton } from '../topBar/OpenButton.tsx';
import { blockingFailure } from './blockingFailure.ts';
import styles from './FailureCard.module.css';

/** Says what went wrong with the engine or the current picture, and offers the next step. */
export function FailureCard() {
  const { actions } = useApp();
  const failure = useAppState(blockingFailure);
  const name = useAppState(
    ({ pictures, currentPictureId }) => pictures.find(({ id }) => id === currentPictureId)?.name ?? null,
  );
  if (failure === null) return null;
  const { title, sentence, nextStep } = failureMessage(failure);
  return (
    <div className={styles.cover}>
      <section className={styles.card} role="alert">
        <TriangleAlert size={24} strokeWidth={1.75} aria-hidden className={styles.icon} />
        <h2 className={styles.title}>{title}</h2>
        {failure.code.startsWith('picture') && name !== null && (
          <p className={styles.subject} translate="no">
            <bdi>{name}</bdi>
          </p>
        )}
        <p>{sentence}</p>
        <p>{nextStep}</p>
        {failure.code.startsWith('picture') && (
          <OpenButton label="Open another photo">Open another photo…</OpenButton>
        )}
        {canRetry(failure.code) && (
          <button type="button" className={buttons.primary} onClick={() => actions.retry()}>
            Try again
          </button>
        )}
      </section>
    </div>
  );
}
