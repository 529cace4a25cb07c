/**
 * Maps on the renderer's working raster: what is done before two maps of different resolution can be
 * mixed. Results are kept for the few maps on the screen, so a cross-fade resamples each once, not per frame.
 */
import type { Grid } from '../../cam/map/grid.ts';
import { zeroGrid } from '../../cam/map/grid.ts';
import { resize } from '../../cam/map/resize.ts';

/** `smooth` interpolates between the cells' centres; `cells` takes the cell that a centre lies in. */
export type Sampling = 'smooth' | 'cells';

interface Field {
  readonly source: Grid;
  readonly sampling: Sampling;
  readonly result: Grid;
}

/** Two maps of a blend and the one after, for the heat map and for the contour lines. */
const KEPT_FIELDS = 6;

/** Answers with a grid on a raster of the asked size, remembered for the last few questions. */
export function createFieldCache(): (
  source: Grid,
  width: number,
  height: number,
  sampling: Sampling,
) => Grid {
  let fields: Field[] = [];
  return (source, width, height, sampling) => {
    const asked = (field: Field) =>
      field.source === source &&
      field.sampling === sampling &&
      field.result.width === width &&
      field.result.height === height;
    let field = fields.find(asked);
    if (!field) {
      const result =
        sampling === 'smooth' ? resize(source, width, height) : spreadCells(source, width, height);
      field = { source, sampling, result };
    }
    fields = [field, ...fields.filter((other) => other !== field)].slice(0, KEPT_FIELDS);
    return field.result;
  };
}

function spreadCells(source: Grid, width: number, height: number): Grid {
  if (source.width === width && source.height === height) return source;
  const result = zeroGrid(width, height);
  for (let y = 0; y < height; y++) {
    const start = Math.floor(((y + 0.5) * source.height) / height) * source.width;
    for (let x = 0; x < width; x++) {
      result.data[y * width + x] = source.data[start + Math.floor(((x + 0.5) * source.width) / width)]!;
    }
  }
  return result;
}

/** (1 − blend) × first + blend × second, cell by cell; `first` itself when there is nothing to mix in. */
export function mixGrids(first: Grid, second: Grid | null, blend: number): Grid {
  if (!second || blend === 0) return first;
  const data = first.data.map((value, index) => value + (second.data[index]! - value) * blend);
  return { width: first.width, height: first.height, data };
}
