/** Computes the maps with our own SIMD kernels, in place in tfjs' WebAssembly memory. */
import type * as tf from '@tensorflow/tfjs';
import type { Network } from '../network/network.ts';
import { shareTensor } from '../run/shareTensor.ts';
import type { FoldedConvolution, LayerTrace, RectifiedTrace } from '../run/trace.ts';
import type { WasmMemory } from '../wasm/wasmMemory.ts';
import { reduceDirectly } from './directReducer.ts';
import { layerImportance } from './importance.ts';
import { emptyReduction, type MapReducer, type RunReduction } from './mapReducer.ts';
import { createScratch, largestKernel, type Scratch, type ScratchCut } from './scratch.ts';
import { foldedForm, type ReadTensor, type StoredForm } from './storedForm.ts';

/** How many channels one instruction works on. */
const lanes = 4;

/** Collects one run's maps for `network`. */
export function createWasmReducer(network: Network, memory: WasmMemory): MapReducer {
  const { kernels, pointerTo } = memory;
  const reduction = emptyReduction(network);
  const scratch = createScratch(network.layers, memory);
  const read: ReadTensor = (tensor) => new Float32Array(memory.buffer(), pointerTo(tensor), tensor.size);
  const add = (trace: LayerTrace) => {
    // Folded layers are reduced in groups of four channels; others have any number.
    const isOdd = trace.folded !== null && trace.activation.shape[3] % lanes !== 0;
    if (isOdd) reduceDirectly(network, trace, reduction, read);
    else reduceWithKernels(network, trace, null, reduction, memory, scratch, read);
  };
  return {
    add,
    addRectified(rectified) {
      const { relu, limit, layer } = rectified;
      const slopes = relu.gradient;
      // In place, unless somebody else (a second path, a kept run) needs the slopes as they are.
      const isFree = memory.isUnshared(slopes);
      const gradient = isFree ? shareTensor(slopes) : (memory.allocate(slopes.shape) as tf.Tensor4D);
      const trace = { ...layer, gradient };
      if (goTogether(layer)) {
        reduceWithKernels(network, trace, rectified, reduction, memory, scratch, read);
      } else {
        add(relu);
        kernels.maskGradient(
          pointerTo(slopes),
          pointerTo(relu.activation),
          slopes.size,
          limit,
          pointerTo(gradient),
        );
        add(trace);
      }
      return gradient;
    },
    finish: () => Promise.resolve(reduction),
    dispose: () => scratch.dispose(),
  };
}

/** What the kernel for rectified layers asks for. */
function goTogether({ activation, folded }: RectifiedTrace['layer']): boolean {
  const isPositive = folded?.normalisation.scale.every((scale) => scale > 0) ?? false;
  return isPositive && activation.shape[3] % lanes === 0;
}

/** @param rectified the trace's ReLU, when both are reduced at once; then the trace's gradient is yet to be written */
function reduceWithKernels(
  network: Network,
  trace: LayerTrace,
  rectified: RectifiedTrace | null,
  { maps, importance }: RunReduction,
  memory: WasmMemory,
  scratch: Scratch,
  read: ReadTensor,
): void {
  const { shape } = trace.activation;
  const channels = shape[3];
  const cells = shape[1] * shape[2];
  const cut = scratch.at(cells, channels);
  const { views } = cut;

  views.sums.fill(0);
  views.zeros.fill(0);
  const form = trace.folded ? foldedForm(trace.folded, shape, read) : null;
  if (form) {
    views.form.set(form.sign, 0);
    views.form.set(form.shift, channels);
    views.form.set(form.doubt, 2 * channels);
  }
  const noted = sumUp(trace, rectified, memory, cut);
  if (form && noted > 0) settleDoubts(trace, trace.folded!, form, noted, memory, cut, read);
  // As means. A layer that stands alone leaves the later ones unused.
  for (let index = 0; index < views.sums.length; index++) views.weights[index] = views.sums[index]! / cells;
  weigh(trace, rectified, memory, cut);

  /** Puts away one layer's maps, given which of the sums and of LayerCAM's maps are its own. */
  const put = (index: number, gradCam: number, positive: number, layerCam: number, shift?: Float32Array) => {
    const { offset } = network.layers[index]!;
    // Σ_k w_k A_k = Σ_k (w_k/scale_k)·s_k − Σ_k (w_k/scale_k)·shift_k: the same for all cells.
    const constant = (sum: number) => (shift ? dot(views.weights, shift, sum * channels) : 0);
    putMap(maps.gradCam, offset, views.weighed, gradCam * cells, cells, constant(gradCam));
    putMap(maps.positiveGradCam, offset, views.weighed, positive * cells, cells, constant(positive));
    putMap(maps.layerCam, offset, views.layerMaps, layerCam * cells, cells, 0);
  };
  if (trace.index !== null) {
    importance[trace.index] = layerImportance(views.weights, channels);
    put(trace.index, 0, 1, 0);
  }
  if (trace.folded && form) {
    const { index, normalisation } = trace.folded;
    importance[index] = layerImportance(views.weights, channels, normalisation.scale);
    put(index, 0, 2, 1, form.shift);
  }
  if (rectified) {
    const index = rectified.relu.index!;
    importance[index] = layerImportance(views.weights.subarray(3 * channels), channels);
    put(index, 3, 4, 2);
  }
}

/** Channel sums and LayerCAM's maps, in the order that ScratchViews tells; returns how many signs are in doubt. */
function sumUp(
  { activation, gradient, folded }: LayerTrace,
  rectified: RectifiedTrace | null,
  { kernels, pointerTo }: WasmMemory,
  { cells, channels, pointers, views }: ScratchCut,
): number {
  const { form, zeros, blockSums, sums, layerMap, doubtful, waiting } = pointers;
  const stored = pointerTo(activation);
  const slopes = pointerTo(gradient);
  if (!folded) {
    kernels.reducePlain(stored, slopes, cells, channels, zeros, blockSums, sums, layerMap);
    return 0;
  }
  if (!rectified) {
    return kernels.reduceFolded(stored, slopes, cells, channels, form, blockSums, sums, layerMap, doubtful);
  }
  const noted = kernels.reduceRectified(
    stored,
    pointerTo(rectified.relu.gradient),
    cells,
    channels,
    rectified.limit,
    form,
    zeros,
    blockSums,
    sums,
    layerMap,
    doubtful,
    waiting,
    slopes,
  );
  // The ReLU's positive sections are the layer's and what is at the limit.
  for (let index = 0; index < channels; index++) {
    views.sums[4 * channels + index]! += views.sums[channels + index]!;
  }
  return noted;
}

/** The sums over the channels that the weights are for. */
function weigh(
  { activation, folded }: LayerTrace,
  rectified: RectifiedTrace | null,
  { kernels, pointerTo }: WasmMemory,
  { cells, channels, pointers: { weights, weighed } }: ScratchCut,
): void {
  const stored = pointerTo(activation);
  if (rectified) kernels.weighRectified(stored, cells, channels, rectified.limit, weights, weighed);
  else if (folded) kernels.weighFolded(stored, cells, channels, weights, weighed);
  else kernels.weighPlain(stored, cells, channels, weights, weighed);
}

/** Looks again at the places whose sign the kernel could not be sure of, and corrects the sums. */
function settleDoubts(
  trace: LayerTrace,
  { source, input }: FoldedConvolution,
  form: StoredForm,
  noted: number,
  { kernels, pointerTo }: WasmMemory,
  { pointers, views }: ScratchCut,
  read: ReadTensor,
): void {
  const [, , columns, channels] = trace.activation.shape;
  const [, inputRows, inputColumns] = input.shape;
  const { kernel, kernelHeight, kernelWidth, depthwise, stride, paddingTop, paddingLeft } = source;
  const isPlain = source.bias === null && source.dilations.every((rate) => rate === 1);
  if (!depthwise || !isPlain || kernelHeight * kernelWidth > largestKernel) {
    const groups = views.doubtful.subarray(0, noted);
    settlePlainly(groups, read(trace.activation), read(trace.gradient), form, views.foldedSums);
    return;
  }
  views.form.set(source.weightRounding, 3 * channels);
  views.kernel.set(kernel);
  kernels.settleDepthwise(
    pointers.doubtful,
    noted,
    pointerTo(trace.activation),
    pointerTo(trace.gradient),
    channels,
    columns,
    pointers.form,
    pointers.sums,
    pointers.kernel,
    kernelHeight,
    kernelWidth,
    pointerTo(input),
    inputRows,
    inputColumns,
    stride,
    paddingTop,
    paddingLeft,
  );
}

/** The same in plain loops, for any convolution. */
function settlePlainly(
  groups: Int32Array,
  activation: Float32Array,
  gradient: Float32Array,
  { sign, shift, doubt, isPositiveUpToRounding }: StoredForm,
  sums: Float64Array,
): void {
  const channels = shift.length;
  for (const group of groups) {
    for (let index = group; index < group + lanes; index++) {
      const channel = index % channels;
      const slope = gradient[index]!;
      const above = activation[index]! - shift[channel]!;
      if (slope * sign[channel]! <= 0 || !(Math.abs(above) < doubt[channel]!)) continue;
      const assumed = above * sign[channel]! > 0;
      const decided = isPositiveUpToRounding(index);
      if (assumed !== decided) sums[channel]! += decided ? slope : -slope;
    }
  }
}

/** Takes `shift` from every cell. */
function putMap(
  target: Float32Array,
  offset: number,
  values: Float32Array,
  from: number,
  cells: number,
  shift: number,
): void {
  if (shift === 0) target.set(values.subarray(from, from + cells), offset);
  else for (let cell = 0; cell < cells; cell++) target[offset + cell] = values[from + cell]! - shift;
}

/** Σ weights[from + k]·values[k] */
function dot(weights: Float32Array, values: Float32Array, from: number): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += weights[from + index]! * values[index]!;
  return sum;
}
