import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import buttons from '../../controls/Button.module.css';
import { Hidden } from '../../controls/Hidden.tsx';
import styles from './CopyField.module.css';

interface CopyFieldProps {
  /** The accessible name of the text. */
  readonly label: string;
  readonly text: string;
  /** What the button says, e.g. "Copy link". */
  readonly action: string;
  /** Lines that are visible at once. */
  readonly rows?: number;
  readonly primary?: boolean;
}

type Outcome = { readonly text: string; readonly copied: boolean };

/** A text to take along, with a button that copies it; where the browser refuses that, the text is selected. */
export function CopyField({ label, text, action, rows = 1, primary = false }: CopyFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [last, setLast] = useState<Outcome | null>(null);
  // Another text has not been copied yet.
  const outcome = last?.text === text ? last : null;

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setLast({ text, copied: true });
    } catch {
      field.current?.focus();
      field.current?.select();
      setLast({ text, copied: false });
    }
  }

  const Icon = outcome?.copied === true ? Check : Copy;
  return (
    <div className={rows === 1 ? styles.line : styles.block}>
      <textarea
        ref={field}
        readOnly
        rows={rows}
        value={text}
        aria-label={label}
        spellCheck={false}
        className={styles.text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button
        type="button"
        className={primary ? buttons.primary : buttons.button}
        onClick={() => void copy()}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        <span>{outcome?.copied === true ? 'Copied' : action}</span>
      </button>
      {outcome?.copied === false && <p className={styles.refused}>Press Ctrl C (⌘ C) to copy.</p>}
      <Hidden>
        <span role="status">{outcome?.copied === true ? `${label}: copied` : ''}</span>
      </Hidden>
    </div>
  );
}
