/** What a run's numbers say of their own trustworthiness. Pure; docs/mathematics.md "Self-diagnosis". */
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { DerivedExtent, Finding, MethodId, Prediction } from '../api.ts';

export interface RunNumbers {
  /** Those to be told about: all, or some. */
  readonly layers: readonly LayerInfo[];
  readonly maps: Readonly<Record<MethodId, Float32Array>>;
  readonly prediction: Pick<Prediction, 'probabilities'>;
  readonly classIndex: number;
  /** By how much gradients were computed larger on a device of 16-bit floats; null on others. */
  readonly halfFloatGain: number | null;
  /** Whether a silent layer's activation is known to be zero everywhere. */
  readonly isDead: (layer: number) => boolean;
}

/** Distance of a probability from 0 or 1. */
const saturation = 1e-4;

/** The smallest 16-bit float with all its digits. */
const smallestHalf = 2 ** -14;

/** All findings, those without layers left out. */
export function diagnose(run: RunNumbers): Finding[] {
  const { layers, maps, classIndex, prediction, halfFloatGain, isDead } = run;
  const methods = Object.keys(maps) as MethodId[];
  const findings: Finding[] = [];
  const probability = prediction.probabilities[classIndex]!;
  if (Math.min(probability, 1 - probability) < saturation) {
    findings.push({ kind: 'saturatedOutput', probability });
  }
  const note = (
    kind: 'halfFloatUnderflow' | 'deadLayers' | 'silentLayers' | 'notFinite',
    found: number[],
  ) => {
    if (found.length > 0) findings.push({ kind, layers: found });
  };
  const extremes = methods.map((method) => layers.map((layer) => extremesOf(maps[method], layer)));
  const largest = layers.map((_, index) => Math.max(...extremes.map((all) => all[index]!.largest)));
  const where = (isSo: (position: number) => boolean) =>
    layers.filter((_, position) => isSo(position)).map(indexOf);

  note(
    'notFinite',
    where((position) => !Number.isFinite(largest[position]!)),
  );
  const silent = where((position) => largest[position] === 0);
  note('deadLayers', silent.filter(isDead));
  note(
    'silentLayers',
    silent.filter((layer) => !isDead(layer)),
  );
  if (halfFloatGain !== null) {
    note(
      'halfFloatUnderflow',
      where((position) => largest[position]! > 0 && largest[position]! * halfFloatGain < smallestHalf),
    );
  }
  for (const [row, method] of methods.entries()) {
    const empty = where((position) => !extremes[row]![position]!.hasPositive);
    if (empty.length > 0) findings.push({ kind: 'emptyMaps', method, layers: empty });
  }
  return findings;
}

/**
 * What is found in the maps of a derived method, which come by themselves: values that are no numbers.
 * @param layers those to be told about
 */
export function diagnoseDerived(
  extent: DerivedExtent,
  maps: Float32Array,
  layers: readonly LayerInfo[],
): Finding[] {
  if (maps.every(Number.isFinite)) return [];
  const isOdd = (layer: LayerInfo) => !Number.isFinite(extremesOf(maps, layer).largest);
  switch (extent.kind) {
    case 'layers': {
      const odd = layers.filter(isOdd).map(indexOf);
      return odd.length > 0 ? [{ kind: 'notFinite', layers: odd }] : [];
    }
    case 'layer':
      return [{ kind: 'notFinite', layers: [extent.layer] }];
    case 'network':
      return [{ kind: 'notFinite', layers: [] }];
  }
}

/** Layers whose maps are zero by every method: candidates for `isDead`. */
export function silentLayers(
  layers: readonly LayerInfo[],
  maps: Readonly<Record<MethodId, Float32Array>>,
): number[] {
  const all = Object.values(maps);
  return layers.filter((layer) => all.every((one) => extremesOf(one, layer).largest === 0)).map(indexOf);
}

function indexOf({ index }: LayerInfo): number {
  return index;
}

interface Extremes {
  /** Largest |value|; NaN if any value is. */
  readonly largest: number;
  readonly hasPositive: boolean;
}

function extremesOf(maps: Float32Array, { offset, height, width }: LayerInfo): Extremes {
  let largest = 0;
  let hasPositive = false;
  for (let cell = offset; cell < offset + height * width; cell++) {
    largest = Math.max(largest, Math.abs(maps[cell]!));
    hasPositive ||= maps[cell]! > 0;
  }
  return { largest, hasPositive };
}
