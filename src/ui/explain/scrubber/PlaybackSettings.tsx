import { Popover } from '@base-ui/react/popover';
import { Repeat, SlidersHorizontal } from 'lucide-react';
import { capitalise } from '../../../lib/capitalise.ts';
import type { LayerInfo } from '../../../model/layers/layerGraph.ts';
import { availableLayerSets, layerSetIds, layerSetTitles } from '../../../model/layers/layerSet.ts';
import type { View } from '../../../state/explain/view/view.ts';
import buttons from '../../controls/Button.module.css';
import { Explain } from '../../controls/Explain.tsx';
import { IconButton } from '../../controls/IconButton.tsx';
import { PopoverFrame } from '../../controls/PopoverFrame.tsx';
import { Select } from '../../controls/Select.tsx';
import { useApp, useAppState } from '../AppContext.tsx';
import styles from './PlaybackSettings.module.css';

const speeds: readonly { readonly value: string; readonly label: string; readonly speed: View['speed'] }[] = [
  { value: '0.25', label: '¼ ×', speed: 0.25 },
  { value: '0.5', label: '½ ×', speed: 0.5 },
  { value: '1', label: '1 ×', speed: 1 },
  { value: '2', label: '2 ×', speed: 2 },
];

const noLayers: readonly LayerInfo[] = [];

/** Which layers are stepped through and averaged, how fast, and whether from the start again. */
export function PlaybackSettings() {
  const { actions } = useApp();
  const layerSet = useAppState((state) => state.view.layerSet);
  const speed = useAppState((state) => state.view.speed);
  const loop = useAppState((state) => state.view.loop);
  const allLayers = useAppState(({ engine }) =>
    engine.phase === 'ready' ? engine.info.model.layers : noLayers,
  );
  const sets = allLayers.length > 0 ? availableLayerSets(allLayers) : layerSetIds;
  return (
    <div className={styles.settings}>
      <span className={styles.group}>
        <span className={styles.label} aria-hidden>
          Layers
        </span>
        <Explain term="the choice of layers">
          The scrubber steps through these layers, and the average is taken over them. Keys 1 to 7 choose.
        </Explain>
        <Select
          label="Layers to step through and average"
          value={layerSet}
          options={sets.map((value) => ({ value, label: capitalise(layerSetTitles[value]) }))}
          onChange={(value) => actions.setView({ layerSet: value })}
        />
      </span>
      <span className={styles.group}>
        <span className={styles.label} aria-hidden>
          Speed
        </span>
        <Select
          label="Speed of the animation"
          value={String(speed)}
          options={speeds}
          onChange={(value) =>
            actions.setView({ speed: speeds.find((option) => option.value === value)?.speed ?? 1 })
          }
        />
        <IconButton
          icon={Repeat}
          label="Repeat from the first layer"
          aria-pressed={loop}
          onClick={() => actions.setView({ loop: !loop })}
        />
      </span>
    </div>
  );
}

/** The same behind one button, for narrow screens. */
export function PlaybackSettingsButton() {
  return (
    <Popover.Root>
      <Popover.Trigger className={buttons.icon} aria-label="Choice of layers and speed">
        <SlidersHorizontal size={18} strokeWidth={1.75} aria-hidden />
      </Popover.Trigger>
      <PopoverFrame title="Layers and speed" side="top" align="end" className={styles.popover}>
        <PlaybackSettings />
      </PopoverFrame>
    </Popover.Root>
  );
}
