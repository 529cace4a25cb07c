import { describe, expect, test } from 'vitest';
import { fakeLayers } from '../../../../test/fakeModel.ts';
import { timelineOf } from './timeline.ts';

describe('timelineOf', () => {
  test('no layers make an empty timeline', () => {
    expect(timelineOf([])).toEqual({ bands: [], blockStarts: [] });
  });

  test('one layer fills the whole length', () => {
    const [layer] = fakeLayers;
    if (layer === undefined) throw new Error('the fake model has layers');
    expect(timelineOf([layer]).bands).toEqual([
      { phase: 'contours', start: 0, end: 1, firstBlock: null, lastBlock: null },
    ]);
  });

  test('borders lie half way between the last layer of one part and the first of the next', () => {
    // Six layers at 0, 0.2 … 1: blocks 0, 1, 1, 6, 17, 17; three contour layers, one concept, two object.
    const { bands, blockStarts } = timelineOf(fakeLayers);
    expect(blockStarts.map((start) => start.toFixed(2))).toEqual(['0.10', '0.50', '0.70']);
    expect(bands.map(({ phase, start, end }) => [phase, start.toFixed(2), end.toFixed(2)])).toEqual([
      ['contours', '0.00', '0.50'],
      ['concepts', '0.50', '0.70'],
      ['object', '0.70', '1.00'],
    ]);
    expect(bands.map(({ firstBlock, lastBlock }) => [firstBlock, lastBlock])).toEqual([
      [1, 1],
      [6, 6],
      [null, null],
    ]);
  });
});
