import { expect, test } from 'vitest';
import { type PhotoRecord, summarise } from './measure-localisation-summary.ts';
import { csvHeader, csvLines, markdownTables, remainingTime } from './measure-localisation-words.mjs';

function recordOf(name: string, energyInside: number, peakInside: boolean, isMain = true): PhotoRecord {
  return { group: 'LayerCAM', name, isMain, measured: { energyInside, peakInside, otsuOverlap: 0.25 } };
}

test('rows are the means over photos, the best first', () => {
  const records = [
    recordOf('low', 0.1, false),
    recordOf('high', 0.2, true),
    recordOf('low', 0.3, false),
    recordOf('high', 0.6, true),
  ];
  const rows = summarise(records).map((row) => [
    row.name,
    row.energyInside.mean,
    row.pointingGame.mean,
    row.otsuOverlap.mean,
  ]);
  expect(rows).toEqual([
    ['high', 0.4, 1, 0.25],
    ['low', 0.2, 0, 0.25],
  ]);
});

test('what is not a main way stands in a table of its method alone', () => {
  const rows = summarise([recordOf('all', 0.5, true), recordOf('expand', 0.5, true, false)]);
  expect(markdownTables(rows)).toBe(
    [
      '',
      '| method | shown | energy inside | pointing game | IoU at Otsu |',
      '| --- | --- | --- | --- | --- |',
      '| LayerCAM | all | .500 (.500–.500) | 1.000 (.207–1.000) | .250 (.250–.250) |',
      '',
      '### LayerCAM',
      '',
      '| shown | energy inside | pointing game | IoU at Otsu |',
      '| --- | --- | --- | --- |',
      '| all | .500 (.500–.500) | 1.000 (.207–1.000) | .250 (.250–.250) |',
      '| expand | .500 (.500–.500) | 1.000 (.207–1.000) | .250 (.250–.250) |',
    ].join('\n'),
  );
});

test('CSV has one line for each way of showing a photo, with as many cells as its head', () => {
  const lines = csvLines('val', 'a "b"', [recordOf('all, above', 0.5, true), recordOf('last', 0.1, false)]);
  expect(lines).toBe(
    '"val","a ""b""","LayerCAM","all, above",0.5,1,0.25\n"val","a ""b""","LayerCAM","last",0.1,0,0.25\n',
  );
  expect(csvHeader.split(',')).toHaveLength(7);
});

test('what is left is told in seconds, then in minutes', () => {
  expect([0, 1, 119_000, 121_000, 3_600_000].map(remainingTime)).toEqual([
    '0 s left',
    '1 s left',
    '119 s left',
    '2 min left',
    '60 min left',
  ]);
});
