import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTestApp, settle } from '../../../test/createTestApp.ts';
import { findPython } from '../../../test/findPython.ts';
import { testRecipe } from '../../../test/testRecipe.ts';
import { writeCsv } from '../../lib/writeCsv.ts';
import { defaultMask } from '../../state/explain/view/maskView.ts';
import { parseRecipe } from '../parseRecipe.ts';
import { type LayerStatistics, layerStatistics } from './layerStatistics.ts';
import { statisticsCsv, statisticsJson } from './statisticsFiles.ts';

async function statisticsOf(testApp: ReturnType<typeof createTestApp>): Promise<readonly LayerStatistics[]> {
  await settle();
  return layerStatistics(testApp.app);
}

describe('layers in numbers', () => {
  test('are those of the maps on the screen', async () => {
    // The sample's byte is 50 and its target cat, so cell i of layer l is −(l + 1)·((i + 1) mod 7 − 2):
    // from cell 0 on (l + 1) times 1, 0, −1, −2, −3, −4, 2, over and over.
    const testApp = createTestApp({ view: { layerSet: 'convolutions' } });
    const layers = await statisticsOf(testApp);
    expect(layers.map(({ name }) => name)).toEqual(['Conv1', 'block_6_depthwise', 'Conv_1']);
    // 16 cells of layer 3: two rounds of sum −7, then 1 and 0; positive is 2·3 + 1, negative 2·10.
    expect(layers[1]).toEqual({
      index: 3,
      name: 'block_6_depthwise',
      title: 'block 6, depthwise',
      kind: 'depthwise',
      block: 6,
      phase: 'concepts',
      height: 4,
      width: 4,
      min: -16,
      max: 8,
      mean: (4 * -13) / 16,
      positiveShare: 7 / 27,
      // The first 2 is cell 6.
      peakRow: 1,
      peakColumn: 2,
      empty: null,
      fusedShare: expect.any(Number),
      boxEnergy: null,
      regionEnergy: null,
    });
    const shares = layers.map(({ fusedShare }) => fusedShare ?? Number.NaN);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    testApp.app.actions.setBox({ x: 0, y: 0, width: 400, height: 300 });
    const boxed = await statisticsOf(testApp);
    expect(boxed.map(({ boxEnergy }) => boxEnergy)).toEqual([1, 1, 1]);
  });

  test('have the energy in the hot region once that is shown', async () => {
    const mask = { ...defaultMask, shows: 'cutout', threshold: 0 } as const;
    const layers = await statisticsOf(createTestApp({ view: { layerSet: 'convolutions', mask } }));
    expect(layers.map(({ boxEnergy }) => boxEnergy)).toEqual([null, null, null]);
    for (const { regionEnergy } of layers) expect(regionEnergy).toBeCloseTo(1, 5);
    const [head, first] = readCsv(statisticsCsv(layers, testRecipe));
    expect(Number(first?.[head!.indexOf('region_energy')])).toBeCloseTo(1, 5);
    expect(first?.[head!.indexOf('box_energy')]).toBe('');
  });

  test('of a method without maps of layers are none, with the reason', async () => {
    const layers = await statisticsOf(createTestApp({ view: { method: 'fullGrad' } }));
    expect(layers).toHaveLength(6);
    expect(layers[0]).toMatchObject({
      min: null,
      mean: null,
      peakRow: null,
      empty: 'wholeNetwork',
      fusedShare: null,
    });
  });

  test('are not there before there are maps', async () => {
    expect(await statisticsOf(createTestApp({ engine: { hold: ['explain'] } }))).toEqual([]);
  });
});

/** A reader by the grammar of RFC 4180, section 2, after the byte order mark. */
function readCsv(file: string): string[][] {
  if (!file.startsWith('\ufeff')) throw new Error('Excel would not read this as UTF-8');
  const text = file.slice(1);
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: string[][] = [];
  let row: string[] = [];
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) throw new Error('no CSV');
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('CSV', () => {
  test('reads back as it was written, and no text begins a formula', () => {
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('a,b', '"', '=1+1', ' =1', '-x', '@a', '\t', '\r\n', 'a\nb'),
      fc.integer(),
    );
    const table = fc.array(fc.tuple(value, value), { minLength: 1 });
    fc.assert(
      fc.property(table, (rows) => {
        const read = readCsv(writeCsv(['a', 'b'], rows));
        expect(read[0]).toEqual(['a', 'b']);
        rows.flat().forEach((written, index) => {
          const cell = read.slice(1).flat()[index];
          if (typeof written === 'number') expect(cell).toBe(String(written));
          else {
            const oneLine = written.replaceAll(/[\r\n\v\f\u0085\u2028\u2029]+/gu, ' ');
            const isFormula = /^(?:\s*[=+\-@]|[\t\r])/u.test(written);
            expect(cell).toBe(isFormula ? `'${oneLine}` : oneLine);
          }
        });
      }),
    );
  });

  test('of the statistics has one line a layer, what was explained in each, the recipe once', async () => {
    const layers = await statisticsOf(createTestApp());
    const [head, ...lines] = readCsv(statisticsCsv(layers, testRecipe));
    expect(lines).toHaveLength(6);
    const table = lines.map((line) => Object.fromEntries(line.map((cell, column) => [head?.[column], cell])));
    expect(table[3]).toMatchObject({
      picture: 'Müller & “cat”.jpg',
      model: '9e0d-40aa',
      target: 'dog',
      method: 'gradCam',
      index: '3',
      layer: 'block_6_depthwise',
      title: 'block 6, depthwise',
      mean: '-3.25',
      positive_share: '0.259259259',
      empty: '',
      recipe: '',
    });
    expect(parseRecipe(table[0]?.['recipe'] ?? '')).toEqual(testRecipe);
  });

  const python = findPython('csv');
  if (python === null)
    console.warn('skipped: Python reading our CSV, for there is no Python; our own reader read it');
  else {
    test('is the same table for Python', async () => {
      const csv = statisticsCsv(await statisticsOf(createTestApp()), testRecipe);
      const script =
        'import csv, io, json, sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode("utf-8-sig"), newline="")))))';
      expect(JSON.parse(execFileSync(python, ['-c', script], { input: csv }).toString())).toEqual(
        readCsv(csv),
      );
    });
  }
});

test('JSON has the recipe at its head and null where there is no number', async () => {
  const layers = await statisticsOf(createTestApp({ view: { method: 'fullGrad' } }));
  expect(JSON.parse(statisticsJson(layers, testRecipe))).toEqual({
    format: 'stratacam-statistics',
    version: 1,
    recipe: testRecipe,
    layers,
  });
});
