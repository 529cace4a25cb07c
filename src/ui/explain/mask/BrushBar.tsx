import { Check, Undo2 } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import buttons from '../../controls/Button.module.css';
import { IconButton } from '../../controls/IconButton.tsx';
import { useApp } from '../AppContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import { BrushControls } from './BrushPanel.tsx';
import styles from './Mask.module.css';

/** The brush at hand under the photos, where the panel is in a drawer that had to make room for them. */
export function BrushBar() {
  const { actions } = useApp();
  const { mask } = usePresenter();
  const brush = useSyncExternalStore(mask.brush.subscribe, mask.brush.get);
  if (brush === null) return null;
  return (
    <section className={styles.bar} aria-label="Brush">
      <BrushControls />
      <IconButton icon={Undo2} label="Undo" onClick={() => actions.undo()} />
      <button type="button" className={buttons.primary} onClick={() => mask.setBrush(null)}>
        <Check size={16} strokeWidth={2} aria-hidden />
        <span>Done</span>
      </button>
    </section>
  );
}
