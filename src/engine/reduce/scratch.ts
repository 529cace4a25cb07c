/** Working memory for the kernels, taken from tfjs' heap as one tensor and cut up for each layer. */
import * as tf from '@tensorflow/tfjs';
import type { LayerInfo } from '../../model/layerGraph.ts';
import type { WasmMemory } from '../wasmMemory.ts';

/** Byte offsets; what each holds is said in assembly/kernels.ts. */
export interface ScratchPointers {
  readonly sums: number;
  readonly blockSums: number;
  readonly form: number;
  readonly weights: number;
  readonly kernel: number;
  readonly layerMap: number;
  readonly weighed: number;
  readonly doubtful: number;
}

/** The same places as arrays; valid until the next tensor operation. */
export interface ScratchViews {
  /** Σ g, the positive sections, and those of the folded convolution: three times as many as channels. */
  readonly sums: Float64Array;
  /** The last third of `sums`. */
  readonly foldedSums: Float64Array;
  readonly form: Float32Array;
  readonly weights: Float32Array;
  readonly kernel: Float32Array;
  readonly layerMap: Float32Array;
  readonly foldedLayerMap: Float32Array;
  readonly weighed: Float32Array;
  readonly doubtful: Int32Array;
}

export interface ScratchCut {
  readonly pointers: ScratchPointers;
  readonly views: ScratchViews;
}

export interface Scratch {
  /** The cut for a layer of this size. */
  at(cells: number, channels: number): ScratchCut;
  dispose(): void;
}

/** Depthwise kernels of up to 7 × 7 find room; doubts about larger ones are settled elsewhere. */
export const largestKernel = 49;

/** Bytes per channel: 3 float64 sums, 3 block sums, 4 of form, 3 weights, the kernel. */
const bytesPerChannel = 3 * 8 + (3 + 4 + 3 + largestKernel) * 4;
/** Bytes per cell: two LayerCAM maps, three weighed ones. */
const bytesPerCell = 5 * 4;

/** Enough for the largest of the layers. */
export function createScratch(layers: readonly LayerInfo[], memory: WasmMemory): Scratch {
  const sizes = layers.map(({ height, width, channels }) => {
    const cells = height * width;
    return channels * bytesPerChannel + cells * bytesPerCell + cells * channels;
  });
  const tensor = tf.zeros([Math.ceil(Math.max(...sizes) / 4)]);
  return {
    at(cells, channels) {
      let next = memory.pointerTo(tensor);
      const take = (bytes: number) => {
        const pointer = next;
        next += bytes;
        return pointer;
      };
      // What holds float64 comes first: the heap aligns to 8 bytes and more.
      const pointers: ScratchPointers = {
        sums: take(channels * 24),
        blockSums: take(channels * 12),
        form: take(channels * 16),
        weights: take(channels * 12),
        kernel: take(channels * largestKernel * 4),
        layerMap: take(cells * 8),
        weighed: take(cells * 12),
        doubtful: take(cells * channels),
      };
      return { pointers, views: viewsAt(pointers, memory.buffer(), cells, channels) };
    },
    dispose: () => tensor.dispose(),
  };
}

function viewsAt(
  pointers: ScratchPointers,
  buffer: ArrayBuffer,
  cells: number,
  channels: number,
): ScratchViews {
  const floats = (pointer: number, length: number) => new Float32Array(buffer, pointer, length);
  return {
    sums: new Float64Array(buffer, pointers.sums, 3 * channels),
    foldedSums: new Float64Array(buffer, pointers.sums + 2 * channels * 8, channels),
    form: floats(pointers.form, 4 * channels),
    weights: floats(pointers.weights, 3 * channels),
    kernel: floats(pointers.kernel, largestKernel * channels),
    layerMap: floats(pointers.layerMap, cells),
    foldedLayerMap: floats(pointers.layerMap + cells * 4, cells),
    weighed: floats(pointers.weighed, 3 * cells),
    doubtful: new Int32Array(buffer, pointers.doubtful, (cells * channels) / 4),
  };
}
