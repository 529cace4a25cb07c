import meter from '../../controls/Meter.module.css';
import { failureMessage } from '../../words/failureMessages.ts';
import { formatBytes, formatPercent } from '../../words/format.ts';
import styles from './SaveDialog.module.css';
import type { Saving } from './useSaving.ts';

/** How far the file is, and what became of it. */
export function SavingLine({ saving }: { saving: Saving }) {
  return (
    <div className={styles.saving}>
      {saving.phase === 'working' && (
        <>
          <progress
            className={`${meter.meter} ${styles.meter}`}
            aria-label="Saving"
            value={saving.fraction}
          />
          <span className={styles.fraction}>{formatPercent(saving.fraction)}</span>
        </>
      )}
      <p role="status" className={saving.phase === 'failed' ? styles.failure : styles.result}>
        {wordsOf(saving)}
      </p>
    </div>
  );
}

function wordsOf(saving: Saving): string {
  switch (saving.phase) {
    case 'idle':
    case 'working':
      return '';
    case 'copied':
      return 'Copied to the clipboard.';
    case 'saved': {
      const note = saving.note === null ? '' : ` ${saving.note}`;
      return `Saved ${saving.name}, ${formatBytes(saving.sizeBytes)}.${note}`;
    }
    case 'failed': {
      const { title, sentence, nextStep } = failureMessage(saving.failure);
      return `${title}. ${sentence} ${nextStep}`;
    }
  }
}
