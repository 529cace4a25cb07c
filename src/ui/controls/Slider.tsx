import { useId } from 'react';
import { Explain } from './Explain.tsx';
import rows from './Row.module.css';
import styles from './Slider.module.css';

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  readonly format: (value: number) => string;
  readonly explanation?: string;
}

/** A labelled native range input with its value in words. */
export function Slider(props: SliderProps) {
  const { label, value, min, max, step, onChange, format, explanation } = props;
  const id = useId();
  const filled = max > min ? (value - min) / (max - min) : 0;
  return (
    <div className={rows.stacked}>
      <div className={rows.head}>
        <label htmlFor={id} className={rows.label}>
          {label}
        </label>
        {explanation !== undefined && <Explain term={label.toLowerCase()}>{explanation}</Explain>}
        <output htmlFor={id} className={rows.value}>
          {format(value)}
        </output>
      </div>
      <input
        id={id}
        type="range"
        className={styles.range}
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={format(value)}
        style={{ '--filled': filled }}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </div>
  );
}
