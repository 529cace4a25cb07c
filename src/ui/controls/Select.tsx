import { ChevronDown } from 'lucide-react';
import styles from './Select.module.css';

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  /** Draws the choice as a heading, for the stages' titles. */
  readonly quiet?: boolean;
}

/** A native select: the platform's own list is the best one on every device. */
export function Select<Value extends string>({ label, value, options, onChange, quiet }: SelectProps<Value>) {
  const shown = options.find((option) => option.value === value)?.label ?? '';
  return (
    <span className={quiet === true ? `${styles.select} ${styles.quiet}` : styles.select} data-choice={shown}>
      <select
        aria-label={label}
        className={styles.native}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={14} strokeWidth={2} aria-hidden className={styles.chevron} />
    </span>
  );
}
