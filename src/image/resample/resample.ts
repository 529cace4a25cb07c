/**
 * Resizing with an antialiased triangle filter, bit for bit what Pillow's
 * `Image.resize(size, BILINEAR, box)` gives on 8-bit RGB, so that a model sees here the numbers it saw
 * in Python. docs/mathematics.md "Preprocessing".
 *
 * Two passes, columns then rows, with 8 bits kept between them. Weights are fixed-point numbers with 22
 * fractional bits (32 less 8 for the sample and 2 to spare), rounded half away from zero; a sum starts
 * at one half, so that the shift at its end rounds. Like Pillow, a box does not cut the filter off: near
 * the box's border the source's pixels outside of it are taken in.
 */

import type { PhotoRegion, RgbaPixels, RgbPixels } from '../pixels.ts';
import { triangleTable } from './filterTable.ts';
import { createPlainPasses } from './plainResample.ts';
import { createWasmPasses } from './wasmResample.ts';

/** A resize that takes its source in bands of rows, so that a large photo need not be held twice. */
export interface BilinearResampler {
  /** The source rows that matter are firstRow ≤ y < endRow; others may be left out. */
  readonly firstRow: number;
  readonly endRow: number;
  /** Takes whole rows of the source, of which the first is row `y`; every row that matters, once. */
  pushRows(rows: RgbPixels | RgbaPixels, y: number): void;
  /** The resized pixels, after the last row was pushed; once. */
  finish(): RgbPixels;
}

/** Resizes `region` of `source` to width × height. A fourth channel, where there is one, is not read. */
export function resampleBilinear(
  source: RgbPixels | RgbaPixels,
  region: PhotoRegion,
  width: number,
  height: number,
): RgbPixels {
  const resampler = createBilinearResampler(source.width, source.height, region, width, height);
  resampler.pushRows(source, 0);
  return resampler.finish();
}

/**
 * Prepares the resize of `region` of a photo of photoWidth × photoHeight to width × height.
 * All sizes are positive integers; the region lies within the photo.
 */
export function createBilinearResampler(
  photoWidth: number,
  photoHeight: number,
  region: PhotoRegion,
  width: number,
  height: number,
): BilinearResampler {
  const columns = triangleTable(photoWidth, region.x, region.width, width);
  const rows = triangleTable(photoHeight, region.y, region.height, height);
  const firstRow = rows.starts[0]!;
  const endRow = rows.starts[height - 1]! + rows.counts[height - 1]!;
  const rowCount = endRow - firstRow;
  const passes =
    createWasmPasses(photoWidth, columns, rows, firstRow, rowCount) ??
    createPlainPasses(columns, rows, firstRow, rowCount);

  return {
    firstRow,
    endRow,
    pushRows(band, y) {
      const begin = Math.max(firstRow, y);
      const end = Math.min(endRow, y + band.height);
      if (begin < end) passes.narrow(band, begin - y, end - y, begin - firstRow);
    },
    finish: () => ({ width, height, data: passes.finish() }),
  };
}
