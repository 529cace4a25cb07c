import { useId } from 'react';
import { nineBars } from '../../../content/catsVsDogs/stories.ts';
import { type BarDirection, type Crate, crateLimits } from '../../../image/alter/crate.ts';
import buttons from '../../controls/Button.module.css';
import { Explain } from '../../controls/Explain.tsx';
import folded from '../../controls/FoldedPanel.module.css';
import panel from '../../controls/Panel.module.css';
import rows from '../../controls/Row.module.css';
import { Segments } from '../../controls/Segments.tsx';
import { Slider } from '../../controls/Slider.tsx';
import { formatCount } from '../../words/format.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { BeforeAndNow } from './BeforeAndNow.tsx';
import styles from './Stress.module.css';

/** Bars in front of the picture, and what they do to the prediction. */
export function CratePanel() {
  const { actions } = useApp();
  const crate = useAppState((state) => state.view.crate);
  const change = (changed: Crate | null) => actions.setView({ crate: changed });
  return (
    <div className={folded.group}>
      <div className={panel.rowHead}>
        <span>Crate</span>
        <Explain term="the crate">
          Bars between the camera and the animal, as in the article: there, cats in transport crates were
          taken for dogs. The model sees them too, and everything is computed from what it sees.
        </Explain>
      </div>
      {crate === null ? (
        <button type="button" className={buttons.button} onClick={() => change(nineBars)}>
          Put it behind bars
        </button>
      ) : (
        <>
          <BeforeAndNow />
          <CrateControls crate={crate} onChange={change} />
          <button type="button" className={buttons.button} onClick={() => change(null)}>
            Put the crate away
          </button>
        </>
      )}
    </div>
  );
}

const directions: readonly { readonly value: BarDirection; readonly label: string }[] = [
  { value: 'both', label: 'Both ways' },
  { value: 'vertical', label: 'Upright' },
  { value: 'horizontal', label: 'Lying' },
];

interface CrateControlsProps {
  readonly crate: Crate;
  readonly onChange: (crate: Crate) => void;
}

/** Shares are set in percent, so that what a slider says is what a link holds. */
function CrateControls({ crate, onChange }: CrateControlsProps) {
  const { bars, thickness, angle, offset } = crateLimits;
  return (
    <>
      <Segments
        label="Which way the bars run"
        value={crate.direction}
        options={directions}
        onChange={(direction) => onChange({ ...crate, direction })}
      />
      <Slider
        label="Bars"
        value={crate.bars}
        {...bars}
        onChange={(value) => onChange({ ...crate, bars: value })}
        format={(value) => formatCount(value, 'bar')}
      />
      <PercentSlider
        label="Thickness"
        share={crate.thickness}
        limits={thickness}
        onChange={(share) => onChange({ ...crate, thickness: share })}
      />
      <Slider
        label="Angle"
        value={crate.angle}
        {...angle}
        onChange={(value) => onChange({ ...crate, angle: value })}
        format={(value) => `${value}°`}
      />
      <PercentSlider
        label="Shift"
        share={crate.offset}
        limits={offset}
        onChange={(share) => onChange({ ...crate, offset: share })}
      />
      <ColourField value={crate.colour} onChange={(colour) => onChange({ ...crate, colour })} />
    </>
  );
}

interface PercentSliderProps {
  readonly label: string;
  readonly share: number;
  readonly limits: { readonly min: number; readonly max: number };
  readonly onChange: (share: number) => void;
}

function PercentSlider({ label, share, limits, onChange }: PercentSliderProps) {
  return (
    <Slider
      label={label}
      value={Math.round(share * 100)}
      min={Math.round(limits.min * 100)}
      max={Math.round(limits.max * 100)}
      step={1}
      onChange={(percent) => onChange(percent / 100)}
      format={(percent) => `${percent}\u00a0% of the spacing`}
    />
  );
}

function ColourField({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  const id = useId();
  return (
    <div className={rows.head}>
      <label htmlFor={id} className={rows.label}>
        Colour
      </label>
      <input
        id={id}
        type="color"
        className={styles.colour}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
