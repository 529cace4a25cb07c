import { useStore } from 'zustand';
import type { App } from '../../../state/explain/app.ts';
import type { HotRegion } from '../../../state/explain/maps/hotRegions.ts';
import type { MaskView } from '../../../state/explain/view/maskView.ts';
import { useMediaQuery } from '../../useMediaQuery.ts';
import { useApp, useAppState } from '../AppContext.tsx';

/**
 * The hot region on the screen; it is memoised, so identity is a fair comparison.
 * @param wanted false gives null and saves working it out.
 */
export function useRegion(wanted = true): HotRegion | null {
  const app = useApp();
  return useStore(app.store, () => (wanted ? app.region() : null));
}

/** The mask of the view, and the way to change it: a mask that is asked for is also brought into sight. */
export function useMask(): readonly [MaskView, (change: Partial<MaskView>) => void] {
  const app = useApp();
  const mask = useAppState((state) => state.view.mask);
  const hasOneStage = useMediaQuery('(max-width: 719.98px)');
  return [mask, (change) => changeMask(app, change, hasOneStage)];
}

function changeMask({ store, actions }: App, change: Partial<MaskView>, hasOneStage: boolean): void {
  const { mask: former, leftStage, rightStage } = store.getState().view;
  const mask = { ...former, ...change };
  const visible = hasOneStage ? [leftStage] : [leftStage, rightStage];
  if (mask.shows === 'heat' || visible.includes(mask.source)) actions.setView({ mask });
  else actions.setView({ mask, [hasOneStage ? 'leftStage' : 'rightStage']: mask.source });
}
