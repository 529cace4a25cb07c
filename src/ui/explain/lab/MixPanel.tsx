import { useMemo } from 'react';
import type { LayerInfo, Phase } from '../../../model/layers/layerGraph.ts';
import {
  encodeMix,
  evenMix,
  type FusionMix,
  mixRules,
  withBlockWeight,
} from '../../../state/explain/view/fusionMix.ts';
import buttons from '../../controls/Button.module.css';
import folded from '../../controls/FoldedPanel.module.css';
import { RangeSlider } from '../../controls/RangeSlider.tsx';
import { Segments } from '../../controls/Segments.tsx';
import sliders from '../../controls/Slider.module.css';
import { Slider } from '../../controls/Slider.tsx';
import { formatPercent } from '../../words/format.ts';
import { phaseWords, ruleExplanations, ruleTitles } from '../../words/words.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { blocksByPhase } from './blocksByPhase.ts';
import styles from './Lab.module.css';

const rules = mixRules.map((value) => ({ value, label: ruleTitles[value] }));
const noLayers: readonly LayerInfo[] = [];

/** The user's own fusion: the rule, the stretch of the network, and a weight for every block. */
export function MixPanel() {
  const { actions } = useApp();
  const mix = useAppState((state) => state.view.mix);
  const layers = useAppState(({ engine }) =>
    engine.phase === 'ready' ? engine.info.model.layers : noLayers,
  );
  const phases = useMemo(() => blocksByPhase(layers), [layers]);
  const change = (part: Partial<FusionMix>) => actions.setView({ mix: { ...mix, ...part } });
  const last = Math.max(0, layers.length - 1);
  return (
    <div className={styles.mix}>
      <Segments
        label="Rule of the mix"
        value={mix.rule}
        options={rules}
        onChange={(rule) => change({ rule })}
      />
      <p className={folded.note}>{ruleExplanations[mix.rule]}</p>
      {mix.rule === 'winsor' && (
        <Slider
          label="Percentile"
          value={mix.percentile}
          min={0}
          max={100}
          step={1}
          format={String}
          explanation="The importance above which layers count no more than one another. At 100 none is cut down; at 0 all layers that speak for the class count the same, as in the mean."
          onChange={(percentile) => change({ percentile })}
        />
      )}
      <RangeSlider
        label="Layers"
        lowLabel="First layer of the mix"
        highLabel="Last layer of the mix"
        max={last}
        low={Math.min(mix.firstLayer, last)}
        high={Math.min(mix.lastLayer ?? last, last)}
        format={(index) => String(index + 1)}
        onChange={(low, high) => change({ firstLayer: low, lastLayer: high === last ? null : high })}
      />
      {phases.map(({ phase, blocks }) => (
        <fieldset key={phase} className={styles.phase}>
          <legend className={styles.legend}>{phaseWords[phase].title}</legend>
          {blocks.map((block) => (
            <BlockWeight key={block} block={block} phase={phase} mix={mix} />
          ))}
        </fieldset>
      ))}
      {(mix.rule === 'maximum' || mix.rule === 'product') && (
        <p className={folded.note}>For this rule a block takes part unless its weight is 0.</p>
      )}
      <button
        type="button"
        className={buttons.button}
        disabled={encodeMix(mix) === encodeMix(evenMix)}
        onClick={() => actions.setView({ mix: evenMix })}
      >
        Reset the mix
      </button>
    </div>
  );
}

/** One compact slider: there are as many as the network has blocks. */
function BlockWeight({ block, phase, mix }: { block: number; phase: Phase; mix: FusionMix }) {
  const { actions } = useApp();
  const weight = mix.blockWeights[block] ?? 1;
  return (
    <label className={styles.block}>
      <span>{`Block ${block}`}</span>
      <input
        type="range"
        className={sliders.range}
        aria-label={`Weight of block ${block}, ${phaseWords[phase].title.toLowerCase()}`}
        aria-valuetext={formatPercent(weight)}
        min={0}
        max={1}
        step={0.05}
        value={weight}
        style={{ '--filled': weight }}
        onChange={(event) =>
          actions.setView({ mix: withBlockWeight(mix, block, event.target.valueAsNumber) })
        }
      />
      <output className={styles.blockWeight}>{formatPercent(weight)}</output>
    </label>
  );
}
