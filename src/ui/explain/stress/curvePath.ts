import { curveSteps } from '../../../state/explain/trials/curvesStatus.ts';

/** The plot's size in units of its SVG; p = 0 lies at the bottom. */
export const chartWidth = 240;
export const chartHeight = 96;

/** SVG path data of a curve through its points; of a curve that is still being measured, as far as it goes. */
export function curvePath(values: readonly number[]): string {
  return values
    .map((value, step) => {
      const x = (step / curveSteps) * chartWidth;
      const y = (1 - value) * chartHeight;
      return `${step === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
