import { fusionIds } from '../../../state/explain/view/fusionMix.ts';
import { Explain } from '../../controls/Explain.tsx';
import folded from '../../controls/FoldedPanel.module.css';
import { FoldedPanel } from '../../controls/FoldedPanel.tsx';
import panel from '../../controls/Panel.module.css';
import { Select } from '../../controls/Select.tsx';
import { fusionExplanations, fusionTitles } from '../../words/words.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import { BoxPanel } from './BoxPanel.tsx';
import styles from './Lab.module.css';
import { MixPanel } from './MixPanel.tsx';
import { NumbersDialog } from './NumbersDialog.tsx';

const choices = fusionIds.map((value) => ({ value, label: fusionTitles[value] }));

/** How the layers' maps are fused, and what each layer has to do with it. Folded away until it is wanted. */
export function LabPanel() {
  const { lab } = usePresenter();
  return (
    <FoldedPanel title="Fusion lab" startsOpen={lab.open.get()} onToggle={lab.setOpen}>
      <FusionChoice />
      <BoxPanel />
      <NumbersDialog />
    </FoldedPanel>
  );
}

function FusionChoice() {
  const { actions } = useApp();
  const fusion = useAppState((state) => state.view.fusion);
  return (
    <div className={folded.group}>
      <div className={panel.rowHead}>
        <span>Fused map</span>
        <Explain term="the fused map">
          The map “All layers” shows: the heat maps of the chosen layers, made into one. The strip above the
          film shows each layer’s share of it.
        </Explain>
        <span className={styles.end}>
          <Select
            label="Fused map"
            value={fusion}
            options={choices}
            onChange={(value) => actions.setView({ fusion: value })}
          />
        </span>
      </div>
      <p className={folded.note}>{fusionExplanations[fusion]}</p>
      {fusion === 'custom' && <MixPanel />}
    </div>
  );
}
