import type { Sign } from '../../../cam/map/display.ts';
import { evidenceOf } from '../../../cam/map/evidence.ts';
import type { Grid } from '../../../cam/map/grid.ts';
import { resize } from '../../../cam/map/resize.ts';
import { histogram } from '../../../cam/region/histogram.ts';
import {
  hotRegion,
  largestPartBounds,
  type RegionField,
  regionMask,
  regionShare,
} from '../../../cam/region/hotRegion.ts';
import {
  applyStrokes,
  type BrushLine,
  type Stroke,
  type StrokeDepth,
  type StrokeGrid,
  strokeDepth,
} from '../../../cam/region/regionStrokes.ts';
import type { PhotoRegion } from '../../../image/pixels.ts';
import type { Mask } from '../../../measure/localisation.ts';
import { otsuThreshold } from '../../../measure/otsu.ts';
import type { MaskSource } from '../view/maskView.ts';

/** A map's values on the model's input grid, and how they are distributed. */
export interface RegionSource {
  /** Evidence in [0, 1]. */
  readonly evidence: Grid;
  /** Otsu's threshold. */
  readonly otsu: number;
  /** Cells in each 64th of [0, 1]. */
  readonly histogram: Uint32Array;
}

/** The hot region of a map, as the brush left it. A new object whenever anything of it changes. */
export interface HotRegion extends RegionSource {
  readonly from: MaskSource;
  readonly threshold: number;
  readonly strokes: readonly Stroke[];
  readonly field: RegionField;
  /** The region's cells of the model's input. */
  readonly mask: Mask;
  /** Share of what the model saw, 0–1. */
  readonly share: number;
  /** Around the largest part of the region, in photo pixels; null for an empty region. */
  readonly bounds: PhotoRegion | null;
}

/** Everything that a region depends on. */
export interface RegionQuestion {
  /** A display grid: values in [0, 1], ½ being zero where the sign is `signed`. */
  readonly grid: Grid;
  readonly sign: Sign;
  readonly from: MaskSource;
  readonly threshold: number | 'otsu';
  readonly strokes: readonly Stroke[];
  /** The part of the photo that the model saw. */
  readonly seen: PhotoRegion;
  /** The model's input. */
  readonly size: { readonly width: number; readonly height: number };
}

const bins = 64;

/** Answers with hot regions; the same question gives the same object. */
export function createHotRegions(): (question: RegionQuestion) => HotRegion {
  const sources = new WeakMap<Grid, Map<string, RegionSource>>();
  let latestBase: {
    readonly evidence: Grid;
    readonly threshold: number;
    readonly field: RegionField;
  } | null = null;
  // A shape is measured once, and a line under the brush only where it goes on.
  let depths = new WeakMap<Stroke['shape'], StrokeDepth>();
  let depthsOf: StrokeGrid | null = null;
  let latestLine: { readonly line: BrushLine; readonly depth: StrokeDepth } | null = null;
  let latest: { readonly question: RegionQuestion; readonly region: HotRegion } | null = null;

  function sourceOf({ grid, sign, size }: RegionQuestion): RegionSource {
    const ofGrid = sources.get(grid) ?? new Map<string, RegionSource>();
    sources.set(grid, ofGrid);
    const key = `${sign === 'signed'}|${size.width}x${size.height}`;
    const known = ofGrid.get(key);
    if (known) return known;
    const own = evidenceOf(grid, sign);
    const isWhole = own.width === size.width && own.height === size.height;
    const evidence = isWhole ? own : resize(own, size.width, size.height);
    const source = { evidence, otsu: otsuThreshold(evidence), histogram: histogram(evidence, bins) };
    ofGrid.set(key, source);
    return source;
  }

  function baseOf(evidence: Grid, threshold: number): RegionField {
    if (latestBase?.evidence !== evidence || latestBase.threshold !== threshold) {
      latestBase = { evidence, threshold, field: hotRegion(evidence, threshold) };
    }
    return latestBase.field;
  }

  function depthOf({ shape }: Stroke, grid: StrokeGrid): StrokeDepth {
    if (depthsOf !== null && !isSameGrid(depthsOf, grid)) {
      depths = new WeakMap();
      latestLine = null;
    }
    depthsOf = grid;
    const known = depths.get(shape);
    if (known) return known;
    const depth = strokeDepth(shape, grid, latestLine);
    depths.set(shape, depth);
    if (shape.kind === 'line') latestLine = { line: shape, depth };
    return depth;
  }

  return (question) => {
    if (latest && isSame(latest.question, question)) return latest.region;
    const source = sourceOf(question);
    const threshold = question.threshold === 'otsu' ? source.otsu : question.threshold;
    const grid = { ...question.size, seen: question.seen };
    const strokes = question.strokes.map((stroke) => ({ depth: depthOf(stroke, grid), adds: stroke.adds }));
    const field = applyStrokes(baseOf(source.evidence, threshold), strokes, grid);
    let mask: Mask | null = null;
    let bounds: PhotoRegion | null | undefined;
    const region: HotRegion = {
      ...source,
      from: question.from,
      threshold,
      strokes: question.strokes,
      field,
      share: regionShare(field),
      // Not every frame of a drag asks for these.
      get mask() {
        mask ??= regionMask(field);
        return mask;
      },
      get bounds() {
        if (bounds === undefined) bounds = boundsInPhoto(field, question.seen);
        return bounds;
      },
    };
    latest = { question, region };
    return region;
  };
}

function isSame(a: RegionQuestion, b: RegionQuestion): boolean {
  return (
    a.grid === b.grid &&
    a.sign === b.sign &&
    a.from === b.from &&
    a.threshold === b.threshold &&
    a.strokes === b.strokes &&
    a.seen === b.seen &&
    a.size.width === b.size.width &&
    a.size.height === b.size.height
  );
}

function isSameGrid(a: StrokeGrid, b: StrokeGrid): boolean {
  return a.width === b.width && a.height === b.height && a.seen === b.seen;
}

function boundsInPhoto(field: RegionField, seen: PhotoRegion): PhotoRegion | null {
  const cells = largestPartBounds(field);
  if (cells === null) return null;
  const cell = { width: seen.width / field.width, height: seen.height / field.height };
  return {
    x: seen.x + cells.column * cell.width,
    y: seen.y + cells.row * cell.height,
    width: cells.columns * cell.width,
    height: cells.rows * cell.height,
  };
}
