import { describe, expect, test } from 'vitest';
import type { Grid } from '../../cam/map/grid.ts';
import { colourTable } from './colourMaps.ts';
import { createHeatMapPainter, type HeatMapSpec, RASTER_LIMIT } from './paintHeatMap.ts';

function grid(width: number, values: readonly number[]): Grid {
  return { width, height: values.length / width, data: Float32Array.from(values) };
}

function paint(spec: Partial<HeatMapSpec> & Pick<HeatMapSpec, 'from'>, side?: number) {
  const raster = createHeatMapPainter()(
    { to: null, blend: 0, colours: 'viridis', smooth: false, ...spec },
    side,
  );
  if (!raster) throw new Error('nothing was painted');
  return raster;
}

/** The pixel that a value must have. */
function pixel(index: number): number[] {
  return [...colourTable('viridis').subarray(index * 3, index * 3 + 3), 255];
}

describe('the heat-map painter', () => {
  test('paints nothing without a map', () => {
    const spec = { from: null, to: null, blend: 0, colours: 'turbo', smooth: true } as const;
    expect(createHeatMapPainter()(spec)).toBeNull();
  });

  test('gives every cell one pixel of the nearest of 256 colours', () => {
    const raster = paint({ from: grid(2, [0, 0.5, 1, 100 / 255]) });
    expect([raster.width, raster.height]).toEqual([2, 2]);
    expect([...raster.data]).toEqual([...pixel(0), ...pixel(128), ...pixel(255), ...pixel(100)]);
  });

  test('saturates beyond [0, 1] and shows NaN as 0', () => {
    const raster = paint({ from: grid(3, [-2, 7, Number.NaN]) });
    expect([...raster.data]).toEqual([...pixel(0), ...pixel(255), ...pixel(0)]);
  });

  test('interpolates between the centres of cells and holds the border', () => {
    const raster = paint({ from: grid(2, [0, 1]), smooth: true }, 4);
    const values = [0, 64, 191, 255];
    for (let row = 0; row < 4; row++) {
      expect([...raster.data.subarray(row * 16, row * 16 + 16)]).toEqual(values.flatMap(pixel));
    }
  });

  test('mixes by value two maps of different resolution on the cells common to both', () => {
    const raster = paint({ from: grid(2, [0, 1, 0, 1]), to: grid(3, Array(9).fill(1)), blend: 0.2 });
    expect([raster.width, raster.height]).toEqual([6, 6]);
    expect([...raster.data.subarray(0, 4)]).toEqual(pixel(51));
    expect([...raster.data.subarray(20, 24)]).toEqual(pixel(255));
  });

  test('ends a fade with exactly the second map', () => {
    const first = grid(1, [0.25]);
    const second = grid(1, [0.75]);
    const spec = { from: first, to: second, smooth: true };
    expect(paint({ ...spec, blend: 1 }, 4).data).toEqual(paint({ ...spec, from: second, to: null }, 4).data);
  });

  test('never paints more than the working raster', () => {
    const raster = paint({
      from: grid(300, Array(300 * 2).fill(0)),
      to: grid(7, Array(7).fill(0)),
      blend: 1,
    });
    expect([raster.width, raster.height]).toEqual([RASTER_LIMIT, 2]);
  });

  test('paints a new map of the same size after an old one', () => {
    const painter = createHeatMapPainter();
    const spec = { to: null, blend: 0, colours: 'viridis', smooth: true } as const;
    painter({ ...spec, from: grid(1, [0]) });
    expect([...(painter({ ...spec, from: grid(1, [1]) })?.data.subarray(0, 4) ?? [])]).toEqual(pixel(255));
  });
});
