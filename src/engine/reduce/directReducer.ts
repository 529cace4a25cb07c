/**
 * Computes all methods' maps by reading the tensors' memory, where it can be read without copying: on the
 * cpu backend it is an array, on WebAssembly a view of its heap. Each number is read twice for three
 * methods, instead of about ten passes of tensor operations, each with its own result to write.
 */
import type { Network } from '../network/network.ts';
import type { LayerTrace } from '../run/trace.ts';
import { layerImportance } from './importance.ts';
import { emptyReduction, type MapReducer, type RunMaps, type RunReduction } from './mapReducer.ts';
import { foldedForm, plainForm, type ReadTensor, type StoredForm } from './storedForm.ts';

/** Collects one run's maps for `network`. */
export function createDirectReducer(network: Network, read: ReadTensor): MapReducer {
  const reduction = emptyReduction(network);
  return {
    add(trace) {
      reduceDirectly(network, trace, reduction, read);
    },
    finish: () => Promise.resolve(reduction),
    dispose: () => undefined,
  };
}

/** Puts what one trace's layers come down to into `reduction`. */
export function reduceDirectly(
  network: Network,
  trace: LayerTrace,
  { maps, importance }: RunReduction,
  read: ReadTensor,
): void {
  const activation = read(trace.activation);
  const gradient = read(trace.gradient);
  const channels = trace.activation.shape[3];
  const reduce = (index: number, form: StoredForm, scale?: Float32Array) => {
    const weights = channelWeights(activation, gradient, form);
    addMaps(activation, gradient, weights, network.layers[index]!.offset, maps);
    importance[index] = layerImportance(weights.gradCam, channels, scale);
  };
  if (trace.index !== null) reduce(trace.index, plainForm(channels));
  if (trace.folded) {
    const { index, normalisation } = trace.folded;
    reduce(index, foldedForm(trace.folded, trace.activation.shape, read), normalisation.scale);
  }
}

/**
 * What the three methods multiply the stored activation s with, and what they add per cell. For an
 * unfolded layer s = A; for a folded one s = scale·A + shift, so A = (s − shift)/scale, g = gradient·scale,
 * and Σ_k w_k A_k = Σ_k (w_k/scale_k)·s_k − Σ_k (w_k/scale_k)·shift_k.
 */
interface ChannelWeights {
  readonly gradCam: Float32Array;
  readonly gradCamConstant: number;
  readonly positive: Float32Array;
  readonly positiveConstant: number;
  readonly form: StoredForm;
}

function channelWeights(activation: Float32Array, gradient: Float32Array, form: StoredForm): ChannelWeights {
  const { sign, shift, doubt, isPositiveUpToRounding } = form;
  const channels = shift.length;
  const cells = activation.length / channels;
  // Sums over up to 50,000 cells: float32 would lose digits that the mean still has.
  const sums = new Float64Array(channels);
  const sections = new Float64Array(channels);
  for (let start = 0; start < activation.length; start += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const slope = gradient[start + channel]!;
      sums[channel]! += slope;
      // g > 0 exactly where sign·gradient > 0, A > 0 exactly where sign·(s − shift) > 0.
      if (slope * sign[channel]! <= 0) continue;
      const distance = (activation[start + channel]! - shift[channel]!) * sign[channel]!;
      const isPositive =
        Math.abs(distance) < doubt[channel]! ? isPositiveUpToRounding(start + channel) : distance > 0;
      if (isPositive) sections[channel]! += slope;
    }
  }
  const gradCam = new Float32Array(channels);
  const positive = new Float32Array(channels);
  let gradCamConstant = 0;
  let positiveConstant = 0;
  // w_k/scale_k is the mean of the stored gradient itself: the scale cancels.
  for (let channel = 0; channel < channels; channel++) {
    const alpha = sums[channel]! / cells;
    const section = sections[channel]! / cells;
    gradCam[channel] = alpha;
    positive[channel] = section;
    gradCamConstant -= alpha * shift[channel]!;
    positiveConstant -= section * shift[channel]!;
  }
  return { gradCam, gradCamConstant, positive, positiveConstant, form };
}

function addMaps(
  activation: Float32Array,
  gradient: Float32Array,
  weights: ChannelWeights,
  offset: number,
  maps: RunMaps,
): void {
  const { gradCam, positive } = weights;
  const { sign, shift } = weights.form;
  const channels = gradCam.length;
  const cells = activation.length / channels;
  for (let cell = 0; cell < cells; cell++) {
    const start = cell * channels;
    let gradCamSum = weights.gradCamConstant;
    let positiveSum = weights.positiveConstant;
    let layerSum = 0;
    for (let channel = 0; channel < channels; channel++) {
      const value = activation[start + channel]!;
      const slope = gradient[start + channel]!;
      gradCamSum += gradCam[channel]! * value;
      positiveSum += positive[channel]! * value;
      if (slope * sign[channel]! > 0) layerSum += slope * (value - shift[channel]!);
    }
    maps.gradCam[offset + cell] = gradCamSum;
    maps.positiveGradCam[offset + cell] = positiveSum;
    maps.layerCam[offset + cell] = layerSum;
  }
}
