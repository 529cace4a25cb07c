import type { LayerStack } from '../../../cam/fuse/resizedStack.ts';
import type { Sign } from '../../../cam/map/display.ts';
import type { Grid } from '../../../cam/map/grid.ts';
import type { PhotoRegion } from '../../../image/pixels.ts';
import type { Localisation, Mask } from '../../../measure/localisation.ts';
import type { LayerInfo } from '../../../model/layers/layerGraph.ts';
import type { MethodMaps } from '../runs/methodMaps.ts';
import { createEnergyStack, layerEnergies, maskOfBox, maskShare, measureDisplay } from './boxMeasures.ts';
import type { BoxReport } from './displayMap.ts';

/** A box and the part of its photo that the model saw, both in the photo's own pixels. */
export interface DrawnBox {
  readonly box: PhotoRegion;
  readonly seen: PhotoRegion;
}

/** Whose evidence a box is laid on. */
export interface BoxedMaps {
  /** Names everything that the layers' heat maps depend on beside the run. */
  readonly key: string;
  readonly maps: MethodMaps;
  readonly layers: readonly LayerInfo[];
  readonly sign: Sign;
}

export interface BoxReports {
  report(drawn: DrawnBox, size: Pick<Grid, 'width' | 'height'>, boxed: BoxedMaps): BoxReport;
  localisation(
    drawn: DrawnBox,
    size: Pick<Grid, 'width' | 'height'>,
    grid: Grid,
    sign: Sign,
  ): Localisation | null;
  /** Forgets everything that was made from a run. */
  clear(): void;
}

/** The measures of the latest box, each taken once: the same question gives the same object. */
export function createBoxReports(): BoxReports {
  let latestMask: (DrawnBox & { readonly mask: Mask }) | null = null;
  let latestStack: { readonly key: string; readonly stack: LayerStack } | null = null;
  let latestReport: { readonly mask: Mask; readonly key: string; readonly report: BoxReport } | null = null;
  let localisations = new WeakMap<Grid, Localisation>();

  function maskOf({ box, seen }: DrawnBox, size: Pick<Grid, 'width' | 'height'>): Mask {
    if (latestMask?.box !== box || latestMask.seen !== seen) {
      latestMask = { box, seen, mask: maskOfBox(box, seen, size) };
      localisations = new WeakMap();
    }
    return latestMask.mask;
  }

  function stackOf(
    { key, maps, layers, sign }: BoxedMaps,
    size: Pick<Grid, 'width' | 'height'>,
  ): LayerStack | null {
    if (maps.extent !== 'layers') return null;
    if (latestStack?.key !== key) {
      latestStack = { key, stack: createEnergyStack(maps.maps, layers, sign, size) };
    }
    return latestStack.stack;
  }

  return {
    report(drawn, size, boxed) {
      const mask = maskOf(drawn, size);
      if (latestReport?.mask !== mask || latestReport.key !== boxed.key) {
        const stack = stackOf(boxed, size);
        const energies = stack && layerEnergies(stack, mask);
        latestReport = { mask, key: boxed.key, report: { box: drawn.box, area: maskShare(mask), energies } };
      }
      return latestReport.report;
    },
    localisation(drawn, size, grid, sign) {
      const mask = maskOf(drawn, size);
      const known = localisations.get(grid);
      if (known) return known;
      const measured = measureDisplay(grid, sign, mask);
      if (measured) localisations.set(grid, measured);
      return measured;
    },
    clear() {
      latestStack = null;
      latestReport = null;
    },
  };
}
