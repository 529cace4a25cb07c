import type { Scale, Sign } from '../../../cam/map/display.ts';
import type { Fit } from '../../../image/pixels.ts';
import { Explain } from '../../controls/Explain.tsx';
import panel from '../../controls/Panel.module.css';
import { Segments } from '../../controls/Segments.tsx';
import { Slider } from '../../controls/Slider.tsx';
import { Switch } from '../../controls/Switch.tsx';
import { formatPercent } from '../../words/format.ts';
import { fitTitles, scaleTitles, signTitles } from '../../words/words.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { ColourChoice } from './ColourChoice.tsx';

const signs: readonly Sign[] = ['positive', 'negative', 'signed'];
const scales: readonly Scale[] = ['layer', 'run'];
const fits: readonly Fit[] = ['stretch', 'centreCrop'];

/** How maps become pictures. Nothing here runs the network again, except how the photo is fitted. */
export function LookPanel() {
  const { actions } = useApp();
  const opacity = useAppState((state) => state.view.opacity);
  const sign = useAppState((state) => state.view.sign);
  const scale = useAppState((state) => state.view.scale);
  const smooth = useAppState((state) => state.view.smooth);
  const contours = useAppState((state) => state.view.contours);
  const fit = useAppState((state) => state.view.fit);
  return (
    <section className={panel.panel} aria-labelledby="look-title">
      <h2 id="look-title" className={panel.title}>
        Look
      </h2>
      <Slider
        label="Opacity"
        value={opacity}
        min={0}
        max={1}
        step={0.05}
        format={formatPercent}
        onChange={(value) => actions.setView({ opacity: value })}
      />
      <ColourChoice />
      <div className={panel.inline}>
        <div className={panel.rowHead}>
          <span>Evidence</span>
          <Explain term="evidence for and against">
            Where a map is positive, the photo speaks for the explained class; where it is negative, against
            it. “Both” uses a second colour.
          </Explain>
        </div>
        <Segments
          label="Evidence"
          value={sign}
          options={signs.map((value) => ({ value, label: signTitles[value] }))}
          onChange={(value) => actions.setView({ sign: value })}
        />
      </div>
      <div className={panel.inline}>
        <div className={panel.rowHead}>
          <span>Range</span>
          <Explain term="the range of the colours">
            “This layer” stretches the colours over each layer’s own values: its pattern shows best. “All
            layers” uses one range for the whole run: strengths can be compared.
          </Explain>
        </div>
        <Segments
          label="Range of the colours"
          value={scale}
          options={scales.map((value) => ({ value, label: scaleTitles[value] }))}
          onChange={(value) => actions.setView({ scale: value })}
        />
      </div>
      <div>
        <Switch
          label="Smooth"
          checked={smooth}
          onChange={(checked) => actions.setView({ smooth: checked })}
          explanation="A layer sees the photo as a grid of cells. Smooth blends between their centres; off shows the cells as they are."
        />
        <Switch
          label="Contour lines"
          checked={contours}
          onChange={(checked) => actions.setView({ contours: checked })}
          explanation="Lines at fixed levels of the map, like heights on a hiking map: it can be read without colour."
        />
      </div>
      <div className={panel.inline}>
        <div className={panel.rowHead}>
          <span>Fit</span>
          <Explain term="the network’s square">
            The network looks at a small square. “Stretch” squeezes the whole photo into it, as in training;
            “Crop” takes the middle. Changing it runs the network again.
          </Explain>
        </div>
        <Segments
          label="Fit to the network’s square"
          value={fit}
          options={fits.map((value) => ({ value, label: fitTitles[value] }))}
          onChange={(value) => actions.setView({ fit: value })}
        />
      </div>
    </section>
  );
}
