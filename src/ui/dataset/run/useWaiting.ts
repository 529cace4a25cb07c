import { WAITING } from '../../../state/dataset/rows/rows.ts';
import { useAnswer } from '../DataSetContext.tsx';

/** How many pictures have no answer yet. */
export function useWaiting(): number {
  // Files that could not be listed count as unreadable and are no rows, so that the counts alone do not tell.
  return useAnswer((dataSet) => {
    const rows = dataSet.rows();
    if (!rows) return 0;
    let waiting = 0;
    for (const state of rows.state) waiting += Number(state === WAITING);
    return waiting;
  });
}
