/**
 * Where a key leads in a grid that is filled row by row.
 *
 * @param rowsPerPage how many rows Page Up and Page Down go.
 * @returns null for a key that does not move.
 */
export function moveInGrid(
  key: string,
  from: number,
  count: number,
  columns: number,
  rowsPerPage: number,
): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * rowsPerPage,
    PageDown: columns * rowsPerPage,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  if (step === undefined || count === 0) return null;
  const to = from + step;
  // Up from the first row and down from the last one stay in the column.
  if ((key === 'ArrowUp' || key === 'ArrowDown') && (to < 0 || to >= count)) return from;
  return Math.min(count - 1, Math.max(0, to));
}
