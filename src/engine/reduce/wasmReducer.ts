/** Computes the maps with our own SIMD kernels, in place in tfjs' WebAssembly memory. */
import type { Network } from '../network.ts';
import type { FoldedConvolution, LayerTrace } from '../trace.ts';
import type { WasmMemory } from '../wasmMemory.ts';
import { reduceDirectly } from './directReducer.ts';
import { layerImportance } from './importance.ts';
import { emptyReduction, type MapReducer, type RunReduction } from './mapReducer.ts';
import { createScratch, largestKernel, type Scratch, type ScratchCut } from './scratch.ts';
import { foldedForm, type ReadTensor, type StoredForm } from './storedForm.ts';

/** How many channels one instruction works on. */
const lanes = 4;

/** Collects one run's maps for `network`. */
export function createWasmReducer(network: Network, memory: WasmMemory): MapReducer {
  const reduction = emptyReduction(network);
  const scratch = createScratch(network.layers, memory);
  const read: ReadTensor = (tensor) =>
    new Float32Array(memory.buffer(), memory.pointerTo(tensor), tensor.size);
  return {
    add(trace) {
      // Folded layers are reduced in groups of four channels; others have any number.
      const odd = trace.folded !== null && trace.activation.shape[3] % lanes !== 0;
      if (odd) reduceDirectly(network, trace, reduction, read);
      else reduceWithKernels(network, trace, reduction, memory, scratch, read);
    },
    finish: () => Promise.resolve(reduction),
    dispose: () => scratch.dispose(),
  };
}

function reduceWithKernels(
  network: Network,
  trace: LayerTrace,
  { maps, importance }: RunReduction,
  memory: WasmMemory,
  scratch: Scratch,
  read: ReadTensor,
): void {
  const { kernels, pointerTo } = memory;
  const [, height, width, channels] = trace.activation.shape;
  const cells = height * width;
  const activation = pointerTo(trace.activation);
  const gradient = pointerTo(trace.gradient);
  const cut = scratch.at(cells, channels);
  const { pointers, views } = cut;

  views.sums.fill(0);
  const folded = trace.folded ? foldedForm(trace.folded, trace.activation.shape, read) : null;
  if (folded) {
    views.form.set(folded.sign, 0);
    views.form.set(folded.shift, channels);
    views.form.set(folded.doubt, 2 * channels);
    const noted = kernels.reduceFolded(
      activation,
      gradient,
      cells,
      channels,
      pointers.form,
      pointers.blockSums,
      pointers.sums,
      pointers.layerMap,
      pointers.doubtful,
    );
    if (noted > 0) settleDoubts(trace, trace.folded!, folded, noted, memory, cut, read);
  } else {
    kernels.reducePlain(
      activation,
      gradient,
      cells,
      channels,
      pointers.blockSums,
      pointers.sums,
      pointers.layerMap,
    );
  }

  // Σ g, the positive sections, and those of the folded convolution, as means.
  for (let index = 0; index < 3 * channels; index++) views.weights[index] = views.sums[index]! / cells;
  kernels.weighChannels(activation, cells, channels, pointers.weights, pointers.weighed);

  if (trace.index !== null) {
    const { offset, channels: ownChannels } = network.layers[trace.index]!;
    importance[trace.index] = layerImportance(views.weights, ownChannels);
    maps.gradCam.set(views.weighed.subarray(0, cells), offset);
    maps.positiveGradCam.set(views.weighed.subarray(cells, 2 * cells), offset);
    maps.layerCam.set(views.layerMap, offset);
  }
  if (trace.folded && folded) {
    const { offset } = network.layers[trace.folded.index]!;
    const { scale } = trace.folded.normalisation;
    importance[trace.folded.index] = layerImportance(views.weights, channels, scale);
    // Σ_k w_k A_k = Σ_k (w_k/scale_k)·s_k − Σ_k (w_k/scale_k)·shift_k: the same for all cells.
    addShifted(maps.gradCam, offset, views.weighed.subarray(0, cells), dot(views.weights, folded.shift, 0));
    addShifted(
      maps.positiveGradCam,
      offset,
      views.weighed.subarray(2 * cells, 3 * cells),
      dot(views.weights, folded.shift, 2 * channels),
    );
    maps.layerCam.set(views.foldedLayerMap, offset);
  }
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
  if (!depthwise || kernelHeight * kernelWidth > largestKernel) {
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

function addShifted(target: Float32Array, offset: number, values: Float32Array, shift: number): void {
  for (let cell = 0; cell < values.length; cell++) target[offset + cell] = values[cell]! - shift;
}

/** Σ weights[from + k]·values[k] */
function dot(weights: Float32Array, values: Float32Array, from: number): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += weights[from + index]! * values[index]!;
  return sum;
}
