import { maskOutsides, maskShapes, maskSources } from '../../../state/explain/view/maskView.ts';
import { Explain } from '../../controls/Explain.tsx';
import folded from '../../controls/FoldedPanel.module.css';
import { FoldedPanel } from '../../controls/FoldedPanel.tsx';
import panel from '../../controls/Panel.module.css';
import { Segments } from '../../controls/Segments.tsx';
import { BoxPanel } from '../lab/BoxPanel.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import { BoxToRegion } from './BoxToRegion.tsx';
import { BrushPanel } from './BrushPanel.tsx';
import { maskSourceTitles, outsideTitles, shapeTitles } from './maskWords.ts';
import { TestPanel } from './TestPanel.tsx';
import { ThresholdControl } from './ThresholdControl.tsx';
import { useMask } from './useMask.ts';

const shapes = maskShapes.map((value) => ({ value, label: shapeTitles[value] }));
const outsides = maskOutsides.map((value) => ({ value, label: outsideTitles[value] }));
const sources = maskSources.map((value) => ({ value, label: maskSourceTitles[value] }));

/** The hot region: which it is, how it looks, and whether the model needs it. Folded away until it is wanted. */
export function MaskPanel() {
  const { mask } = usePresenter();
  return (
    <FoldedPanel
      title="Mask and test"
      startsOpen={mask.open.get()}
      onToggle={(open) => {
        mask.setOpen(open);
        if (!open) mask.setBrush(null);
      }}
    >
      <RegionChoice />
      <BrushPanel />
      <TestPanel />
      <div className={folded.group}>
        <BoxPanel />
        <BoxToRegion />
      </div>
    </FoldedPanel>
  );
}

function RegionChoice() {
  const [mask, change] = useMask();
  return (
    <div className={folded.group}>
      <Segments
        label="What is shown of the region"
        value={mask.shows}
        options={shapes}
        onChange={(shows) => change({ shows })}
      />
      {mask.shows === 'cutout' && (
        <div className={panel.inline}>
          <span>Outside</span>
          <Segments
            label="Outside of the cut-out"
            value={mask.outside}
            options={outsides}
            onChange={(outside) => change({ outside })}
          />
        </div>
      )}
      <div className={panel.inline}>
        <div className={panel.rowHead}>
          <span>Map</span>
          <Explain term="the hot region">
            The part of the photo where the map is at least as high as the threshold: what the model looked at
            most.
          </Explain>
        </div>
        <Segments
          label="Map that the region is taken from"
          value={mask.source}
          options={sources}
          onChange={(source) => change({ source })}
        />
      </div>
      <ThresholdControl />
    </div>
  );
}
