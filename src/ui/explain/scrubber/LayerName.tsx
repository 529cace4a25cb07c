import { capitalise } from '../../../lib/capitalise.ts';
import { layerTitle } from '../../../model/layers/layerTitle.ts';
import { formatSize } from '../../words/format.ts';
import { useLayers } from '../AppContext.tsx';
import styles from './Scrubber.module.css';

/** "58 / 155  block 6, expand (ReLU)" with the layer's size and its name in the model. */
export function LayerName() {
  const { layers, position } = useLayers();
  const layer = layers[position];
  if (layer === undefined) return <p className={styles.name} />;
  const title = layerTitle(layer);
  return (
    <p className={styles.name}>
      <span className={styles.position} translate="no">
        <strong>{position + 1}</strong>
        <span>{` / ${layers.length}`}</span>
      </span>
      <span className={styles.title}>{capitalise(title)}</span>
      <span className={styles.technical} translate="no">
        {`${layer.name} · ${formatSize(layer.width, layer.height)} × ${layer.channels}`}
      </span>
    </p>
  );
}
