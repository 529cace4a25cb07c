import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RgbaPixels } from '../pixels.ts';
import { triangleTable } from './filterTable.ts';
import { createPlainPasses } from './plainResample.ts';
import type { ResamplePasses } from './resamplePasses.ts';
import { createWasmPasses } from './wasmResample.ts';

interface Resize {
  readonly source: RgbaPixels;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly toWidth: number;
  readonly toHeight: number;
}

/** Any part of any small picture, larger or smaller; wide ones are taken in in more than one go. */
const resize: fc.Arbitrary<Resize> = fc
  .tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 70 }))
  .chain(([width, height]) =>
    fc.record({
      source: fc
        .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
        .map((data) => ({ width, height, data })),
      x: fc.integer({ min: 0, max: width - 1 }),
      y: fc.integer({ min: 0, max: height - 1 }),
      width: fc.constant(width),
      height: fc.constant(height),
      toWidth: fc.integer({ min: 1, max: 40 }),
      toHeight: fc.integer({ min: 1, max: 40 }),
    }),
  );

function prepare({ source, x, y, width, height, toWidth, toHeight }: Resize) {
  const columns = triangleTable(source.width, x, width - x, toWidth);
  const rows = triangleTable(source.height, y, height - y, toHeight);
  const firstRow = rows.starts[0]!;
  const rowCount = rows.starts.at(-1) + rows.counts.at(-1) - firstRow;
  const run = (passes: ResamplePasses | null) => {
    passes!.narrow(source, firstRow, firstRow + rowCount, 0);
    return passes!.finish();
  };
  return {
    fast: () => createWasmPasses(source.width, columns, rows, firstRow, rowCount),
    plain: () => createPlainPasses(columns, rows, firstRow, rowCount),
    run,
  };
}

test('the passes in WebAssembly give the bytes that the plain ones give', () => {
  fc.assert(
    fc.property(resize, (any) => {
      const { fast, plain, run } = prepare(any);
      expect(run(fast())).toEqual(run(plain()));
    }),
  );
});

test('a photo that is taken in in several goes gives the same bytes', () => {
  // 524,288 bytes are taken in at a time: 40 of these 100 rows.
  const source = { width: 3200, height: 100, data: new Uint8Array(3200 * 100 * 4) };
  for (let index = 0; index < source.data.length; index++) source.data[index] = (index * 2654435761) >>> 24;
  const { fast, plain, run } = prepare({
    source,
    x: 0,
    y: 0,
    width: 3200,
    height: 100,
    toWidth: 33,
    toHeight: 7,
  });
  expect(run(fast())).toEqual(run(plain()));
});

test('two resizes at once do not disturb each other, nor one that was never finished', () => {
  fc.assert(
    fc.property(resize, resize, (first, second) => {
      const [one, other] = [prepare(first), prepare(second)];
      one.fast();
      const [a, b] = [one.fast(), other.fast()];
      expect(other.run(b)).toEqual(other.run(other.plain()));
      expect(one.run(a)).toEqual(one.run(one.plain()));
    }),
    { numRuns: 20 },
  );
});
