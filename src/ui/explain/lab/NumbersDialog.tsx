import { Dialog } from '@base-ui/react/dialog';
import { useStore } from 'zustand';
import { layerTitle } from '../../../model/layers/layerTitle.ts';
import buttons from '../../controls/Button.module.css';
import { DialogFrame } from '../../controls/DialogFrame.tsx';
import tables from '../../controls/Table.module.css';
import { formatProbability } from '../../words/format.ts';
import { useApp, useLayers } from '../AppContext.tsx';
import styles from './Lab.module.css';

/** The strip as a table: every layer's share of the fused map, its energy in the box and in the hot region. */
export function NumbersDialog() {
  return (
    <Dialog.Root>
      <Dialog.Trigger className={buttons.button}>All layers in numbers…</Dialog.Trigger>
      <DialogFrame title="Layers in numbers">
        <Numbers />
      </DialogFrame>
    </Dialog.Root>
  );
}

function Numbers() {
  const { store, maps, regionEnergies } = useApp();
  const { layers } = useLayers();
  const shares = useStore(store, () => maps.shares());
  const box = useStore(store, () => maps.box());
  const region = useStore(store, regionEnergies);
  const columns = [
    { title: 'Share of the fused map', values: shares },
    ...(box ? [{ title: 'Energy in the box', values: box.energies }] : []),
    ...(region ? [{ title: 'Energy in the hot region', values: region.energies }] : []),
  ];
  return (
    <table className={`${tables.table} ${styles.numbers}`}>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          {columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {layers.map((layer, position) => (
          <tr key={layer.name}>
            <th scope="row">{`${position + 1}. ${layerTitle(layer)}`}</th>
            {columns.map(({ title, values }) => (
              <td key={title}>{formatProbability(values?.[position] ?? Number.NaN)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
