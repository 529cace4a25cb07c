import type { Cell, Grid } from '../map/grid.ts';

const acrossWords = [
  'near the left edge',
  'left of the centre',
  '',
  'right of the centre',
  'near the right edge',
];
const downWords = ['near the top', 'above the centre', '', 'below the centre', 'near the bottom'];

/** Where in the picture a cell lies, e.g. "left of the centre, near the top"; in steps of a fifth on each axis. */
export function placeInWords(
  { column, row }: Cell,
  { width, height }: Pick<Grid, 'width' | 'height'>,
): string {
  const across = fifthOf(column, width);
  const down = fifthOf(row, height);
  if (isOuter(across) && isOuter(down)) {
    return `near the ${down === 0 ? 'upper' : 'lower'} ${across === 0 ? 'left' : 'right'} corner`;
  }
  if (isInner(across) && isInner(down)) {
    return `${down === 1 ? 'above' : 'below'} and ${across === 1 ? 'left' : 'right'} of the centre`;
  }
  return (
    [acrossWords[across]!, downWords[down]!].filter((words) => words !== '').join(', ') || 'in the centre'
  );
}

function isOuter(fifth: number): boolean {
  return fifth === 0 || fifth === 4;
}

function isInner(fifth: number): boolean {
  return fifth === 1 || fifth === 3;
}

function fifthOf(index: number, length: number): number {
  return Math.floor(((index + 0.5) / length) * 5);
}
