import { useId } from 'react';
import buttons from '../../controls/Button.module.css';
import { Explain } from '../../controls/Explain.tsx';
import folded from '../../controls/FoldedPanel.module.css';
import rows from '../../controls/Row.module.css';
import slider from '../../controls/Slider.module.css';
import { formatPercent } from '../../words/format.ts';
import { histogramPaths } from './histogramPaths.ts';
import styles from './Mask.module.css';
import { useMask, useRegion } from './useMask.ts';

/** The threshold, with the map's values behind it and a mark where Otsu would cut. */
export function ThresholdControl() {
  const id = useId();
  const [mask, change] = useMask();
  const region = useRegion();
  const otsu = region?.otsu ?? 0.5;
  const value = mask.threshold === 'otsu' ? otsu : mask.threshold;
  const share = region === null ? '' : `${formatPercent(region.share)} of the picture`;
  return (
    <div className={rows.stacked}>
      <div className={rows.head}>
        <label htmlFor={id} className={rows.label}>
          Threshold
        </label>
        <Explain term="Otsu’s threshold">
          Behind the slider stands how often the map takes each value. Otsu’s threshold cuts them in two
          groups that are as different as can be: a fair start for any map.
        </Explain>
        <output htmlFor={id} className={rows.value}>
          {value.toFixed(2)}
        </output>
      </div>
      <div className={styles.histogram}>
        {region !== null && <Histogram counts={region.histogram} threshold={value} />}
        <span className={styles.otsuMark} style={{ '--mark': otsu }} aria-hidden />
        <input
          id={id}
          type="range"
          className={slider.range}
          min={0}
          max={1}
          step={0.01}
          value={value}
          aria-valuetext={`${value.toFixed(2)}${share === '' ? '' : `, ${share}`}`}
          disabled={region === null}
          style={{ '--filled': value }}
          onChange={(event) => change({ threshold: event.target.valueAsNumber })}
        />
      </div>
      <div className={folded.buttons}>
        <button
          type="button"
          className={`${buttons.button} ${styles.toggle}`}
          aria-pressed={mask.threshold === 'otsu'}
          disabled={region === null}
          onClick={() => change({ threshold: 'otsu' })}
        >
          {region === null ? 'Otsu’s' : `Otsu’s ${otsu.toFixed(2)}`}
        </button>
        <span className={styles.share}>{share}</span>
      </div>
    </div>
  );
}

function Histogram({ counts, threshold }: { counts: Uint32Array; threshold: number }) {
  const { cold, hot, width, height } = histogramPaths(counts, threshold);
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
      focusable={false}
    >
      <path d={cold} className={styles.cold} />
      <path d={hot} className={styles.hot} />
    </svg>
  );
}
