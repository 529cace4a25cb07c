import { Explain } from './Explain.tsx';
import rows from './Row.module.css';
import styles from './Switch.module.css';

interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly explanation?: string;
}

/** On or off: a native checkbox announced and drawn as a switch. */
export function Switch({ label, checked, onChange, explanation }: SwitchProps) {
  return (
    <div className={rows.inline}>
      <label className={styles.switch}>
        <span className={rows.label}>{label}</span>
        <input
          type="checkbox"
          role="switch"
          className={styles.input}
          checked={checked}
          aria-checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span className={styles.track} aria-hidden />
      </label>
      {explanation !== undefined && (
        <span className={styles.explain}>
          <Explain term={label.toLowerCase()}>{explanation}</Explain>
        </span>
      )}
    </div>
  );
}
