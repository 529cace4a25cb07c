import { expect, test } from 'vitest';
import { createTestApp, settle } from '../../../test/createTestApp.ts';
import { type ReportLayers, reportLayers } from './reportLayers.ts';

test.each<[which: ReportLayers, positions: readonly number[]]>([
  // Of Conv1, two layers of block 1, one of block 6, Conv_1 and out_relu: contours end at 2, concepts at 3, the
  // object at 5; the last convolution is 4; the current layer is 1; the one output of a block is 2.
  ['story', [1, 2, 3, 4, 5]],
  ['current', [1]],
  ['blocks', [1, 2]],
  ['none', []],
])('single layers of a report, %s', async (which, positions) => {
  const { app } = createTestApp({ view: { layer: 'block_1_expand_relu' } });
  await settle();
  expect(reportLayers(app, which)).toEqual(positions);
});

test('only layers of the chosen set are shown', async () => {
  const { app } = createTestApp({ view: { layerSet: 'relu', layer: 'out_relu' } });
  await settle();
  expect(reportLayers(app, 'story')).toEqual([0, 1]);
});
