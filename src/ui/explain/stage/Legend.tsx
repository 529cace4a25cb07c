import { formatValue } from '../../../render/paint/drawLegend.ts';
import type { DisplayMap } from '../../../state/explain/maps/displayMap.ts';
import { ColourBar } from '../look/ColourBar.tsx';
import styles from './Legend.module.css';

/** The colour bar with the raw values that its ends stand for. */
export function Legend({ map }: { map: DisplayMap | null }) {
  if (map === null) return <div className={styles.legend} />;
  const least = formatValue(map.range.min);
  const most = formatValue(map.range.max);
  const rule = map.averaged?.rule;
  const isRaw = rule === undefined || rule === 'wholeNetwork';
  const unit = isRaw ? 'raw map values' : rule === 'mean' ? 'average of rescaled maps' : 'the fused map';
  return (
    <div
      className={styles.legend}
      role="img"
      aria-label={`Colours stand for ${unit} from ${least} to ${most}`}
    >
      <span translate="no">{least}</span>
      <ColourBar colours={map.colours} className={styles.bar} />
      <span translate="no">{most}</span>
    </div>
  );
}
