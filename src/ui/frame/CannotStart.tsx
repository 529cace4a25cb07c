import type { FailureData } from '../../lib/failure.ts';
import { failureMessage } from '../words/failureMessages.ts';
import styles from './ErrorBoundary.module.css';

/** In place of the whole screen: why there is none in this browser, and the way out. */
export function CannotStart({ failure }: { failure: FailureData }) {
  const { title, sentence, nextStep } = failureMessage(failure);
  return (
    <main className={styles.fallback} role="alert">
      <h1>{title}</h1>
      <p>{sentence}</p>
      <p>{nextStep}</p>
    </main>
  );
}
