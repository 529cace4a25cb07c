import styles from './RangeSlider.module.css';
import rows from './Row.module.css';

interface RangeSliderProps {
  readonly label: string;
  readonly lowLabel: string;
  readonly highLabel: string;
  /** The scale runs from 0 to this, in whole steps. */
  readonly max: number;
  readonly low: number;
  readonly high: number;
  readonly onChange: (low: number, high: number) => void;
  readonly format: (value: number) => string;
}

/** Two native range inputs on one track, whose thumbs do not pass each other. */
export function RangeSlider(props: RangeSliderProps) {
  const { label, lowLabel, highLabel, max, low, high, onChange, format } = props;
  const share = (value: number) => (max > 0 ? value / max : 0);
  const thumb = (name: string, value: number, change: (value: number) => void) => (
    <input
      type="range"
      className={styles.thumb}
      aria-label={name}
      aria-valuetext={format(value)}
      min={0}
      max={max}
      step={1}
      value={value}
      onChange={(event) => change(event.target.valueAsNumber)}
    />
  );
  return (
    <div className={rows.stacked}>
      <div className={rows.head}>
        <span className={rows.label}>{label}</span>
        <output className={rows.value}>{`${format(low)} to ${format(high)}`}</output>
      </div>
      <div className={styles.slider} style={{ '--low': share(low), '--high': share(high) }}>
        {thumb(lowLabel, low, (value) => onChange(Math.min(value, high), high))}
        {thumb(highLabel, high, (value) => onChange(low, Math.max(value, low)))}
      </div>
    </div>
  );
}
