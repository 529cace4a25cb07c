import buttons from '../../controls/Button.module.css';
import folded from '../../controls/FoldedPanel.module.css';
import { useApp, useAppState } from '../AppContext.tsx';

/** The box as a stroke: a way to paint without a pointer. */
export function BoxToRegion() {
  const { actions } = useApp();
  const box = useAppState(({ boxes, shown }) => (shown && boxes[shown.pictureId]) ?? null);
  if (box === null) return null;
  const stroke = (adds: boolean) => actions.addStroke({ adds, shape: { kind: 'rectangle', area: box } });
  return (
    <div className={folded.buttons}>
      <button type="button" className={buttons.button} onClick={() => stroke(true)}>
        Add it to the region
      </button>
      <button type="button" className={buttons.button} onClick={() => stroke(false)}>
        Take it out
      </button>
    </div>
  );
}
