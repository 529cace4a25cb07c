import type { FailureData } from '../../lib/failure.ts';
import { failureMessage } from '../words/failureMessages.ts';
import screen from './DataSetScreen.module.css';

/** What went wrong, and what to do now. */
export function FailureWords({ failure }: { failure: FailureData }) {
  const { title, sentence, nextStep } = failureMessage(failure);
  return (
    <div role="alert" className={screen.problem}>
      <p>
        <strong>{title}</strong>
      </p>
      <p>{`${sentence} ${nextStep}`}</p>
    </div>
  );
}
