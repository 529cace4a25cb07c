import { createLayerStack } from '../../../cam/fuse/fusionStack.ts';
import { layerTotals } from '../../../cam/fuse/layerTotals.ts';
import type { LayerStack } from '../../../cam/fuse/resizedStack.ts';
import type { Sign } from '../../../cam/map/display.ts';
import { evidenceOf } from '../../../cam/map/evidence.ts';
import type { Grid } from '../../../cam/map/grid.ts';
import { resize } from '../../../cam/map/resize.ts';
import type { PhotoRegion } from '../../../image/pixels.ts';
import {
  type Localisation,
  MASK_INSIDE,
  type Mask,
  measureLocalisation,
} from '../../../measure/localisation.ts';
import type { LayerInfo } from '../../../model/layers/layerGraph.ts';

/**
 * The box as a mask on the model's input grid: a cell is inside if its centre is. A box that leaves the part of the
 * photo that the model saw is cut; one that lies outside it has no cell.
 *
 * @param seen the part of the photo that the grid covers.
 */
export function maskOfBox(
  box: PhotoRegion,
  seen: PhotoRegion,
  { width, height }: Pick<Grid, 'width' | 'height'>,
): Mask {
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const y = seen.y + ((row + 0.5) / height) * seen.height;
    if (y < box.y || y >= box.y + box.height) continue;
    for (let column = 0; column < width; column++) {
      const x = seen.x + ((column + 0.5) / width) * seen.width;
      if (x >= box.x && x < box.x + box.width) data[row * width + column] = MASK_INSIDE;
    }
  }
  return { width, height, data };
}

/** Share of the mask's cells that are inside: what a map without any preference scores as energy inside. */
export function maskShare({ data }: Mask): number {
  return data.length === 0 ? 0 : data.filter((place) => place === MASK_INSIDE).length / data.length;
}

/**
 * The measures of a display grid against a mask: docs/mathematics.md "Measures". Of a signed grid the evidence for
 * the target is measured, for energy needs values ≥ 0.
 *
 * @returns null for a mask with nothing inside.
 */
export function measureDisplay(grid: Grid, sign: Sign, mask: Mask): Localisation | null {
  const evidence = evidenceOf(grid, sign);
  const full =
    evidence.width === mask.width && evidence.height === mask.height
      ? evidence
      : resize(evidence, mask.width, mask.height);
  return measureLocalisation(full, mask);
}

/** The stack of heat maps that {@link layerEnergies} measures; of signed maps the evidence for the target. */
export function createEnergyStack(
  maps: Float32Array,
  layers: readonly LayerInfo[],
  sign: Sign,
  { width, height }: Pick<Grid, 'width' | 'height'>,
): LayerStack {
  return createLayerStack(maps, layers, { sign, direction: sign === 'negative' ? -1 : 1 }, width, height);
}

/** Energy inside the mask for each layer of a stack, 0–1; NaN for an empty layer, which has no energy. */
export function layerEnergies(stack: LayerStack, mask: Mask): Float32Array {
  const gain = new Float32Array(mask.data.map((place) => (place === MASK_INSIDE ? 1 : 0)));
  const inside = layerTotals(stack, gain);
  return inside.map((energy, position) => {
    const total = stack.totals[position] ?? 0;
    return total > 0 ? energy / total : Number.NaN;
  });
}
