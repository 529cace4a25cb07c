import { FoldedPanel } from '../../controls/FoldedPanel.tsx';
import { CratePanel } from './CratePanel.tsx';
import { CurvesPanel } from './CurvesPanel.tsx';

/** What the model makes of bars in front of the picture, and what a map is worth. Folded away until it is wanted. */
export function StressPanel() {
  return (
    <FoldedPanel title="Stress test">
      <CratePanel />
      <CurvesPanel />
    </FoldedPanel>
  );
}
