import { Brush, Eraser } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import buttons from '../../controls/Button.module.css';
import { Explain } from '../../controls/Explain.tsx';
import folded from '../../controls/FoldedPanel.module.css';
import panel from '../../controls/Panel.module.css';
import { Slider } from '../../controls/Slider.tsx';
import { formatPercent } from '../../words/format.ts';
import { useApp } from '../AppContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import { brushSizes } from '../present/sharedMask.ts';
import styles from './Mask.module.css';
import { useRegion } from './useMask.ts';

/** The region by hand. */
export function BrushPanel() {
  const { actions } = useApp();
  const region = useRegion();
  const strokes = region?.strokes.length ?? 0;
  return (
    <div className={folded.group}>
      <div className={panel.rowHead}>
        <span>Brush</span>
        <Explain term="the brush">
          Paint on a photo to add to the region, erase to take from it. B takes the brush and puts it down, [
          and ] change its size. Without a pointer, move the threshold or use a box.
        </Explain>
        {strokes > 0 && (
          <button type="button" className={styles.link} onClick={() => actions.clearStrokes()}>
            Remove strokes
          </button>
        )}
      </div>
      <BrushControls disabled={region === null} />
    </div>
  );
}

const modes = [
  { mode: 'paint', label: 'Paint', icon: Brush },
  { mode: 'erase', label: 'Erase', icon: Eraser },
] as const;

/** Paint or erase, and how wide. Pressing what is on puts the brush down. */
export function BrushControls({ disabled = false }: { disabled?: boolean }) {
  const { mask } = usePresenter();
  const brush = useSyncExternalStore(mask.brush.subscribe, mask.brush.get);
  const size = useSyncExternalStore(mask.brushSize.subscribe, mask.brushSize.get);
  return (
    <>
      <div className={folded.buttons}>
        {modes.map(({ mode, label, icon: Icon }) => (
          <button
            key={mode}
            type="button"
            className={`${buttons.button} ${styles.toggle}`}
            aria-pressed={brush === mode}
            disabled={disabled}
            onClick={() => mask.setBrush(brush === mode ? null : mode)}
          >
            <Icon size={16} strokeWidth={1.75} aria-hidden />
            <span className={styles.word}>{label}</span>
          </button>
        ))}
      </div>
      {brush !== null && (
        <Slider
          label="Brush size"
          value={size}
          min={brushSizes.smallest}
          max={brushSizes.largest}
          step={brushSizes.step}
          format={formatPercent}
          onChange={mask.setBrushSize}
        />
      )}
    </>
  );
}
