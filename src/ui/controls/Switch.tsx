import { useId } from 'react';
import cover from './Cover.module.css';
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
  const id = useId();
  return (
    <div className={styles.row}>
      <label htmlFor={id} className={rows.label}>
        {label}
      </label>
      {explanation !== undefined && <Explain term={label.toLowerCase()}>{explanation}</Explain>}
      <span className={styles.switch}>
        <input
          id={id}
          type="checkbox"
          role="switch"
          className={`${cover.cover} ${styles.input}`}
          checked={checked}
          aria-checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span className={styles.track} aria-hidden />
      </span>
    </div>
  );
}
