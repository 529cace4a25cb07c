import { type ReactNode, useId } from 'react';
import cover from './Cover.module.css';
import styles from './Segments.module.css';

export interface SegmentOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Shown instead of the label's text; the label stays the accessible name. */
  readonly content?: ReactNode;
}

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly options: readonly SegmentOption<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
  /** Stacks the options where their names are long. */
  readonly vertical?: boolean;
}

/** One choice of a few, all visible: native radio buttons drawn as joined segments. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, options, value, onChange, disabled = false, vertical = false } = props;
  const name = useId();
  return (
    <fieldset
      className={vertical ? `${styles.segments} ${styles.vertical}` : styles.segments}
      aria-label={label}
      disabled={disabled}
    >
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className={`${cover.cover} ${styles.radio}`}
            {...(option.content === undefined ? {} : { 'aria-label': option.label })}
          />
          <span className={styles.face}>{option.content ?? option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
