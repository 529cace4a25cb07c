/** Working memory for the kernels, taken from tfjs' heap as one tensor and cut up for each layer. */
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { WasmMemory } from '../wasm/wasmMemory.ts';

/** Byte offsets; what each holds is said in assembly/kernels.ts. */
export interface ScratchPointers {
  readonly sums: number;
  readonly blockSums: number;
  readonly form: number;
  readonly weights: number;
  readonly zeros: number;
  readonly waiting: number;
  readonly kernel: number;
  readonly layerMap: number;
  readonly weighed: number;
  readonly doubtful: number;
}

/** The same places as arrays; valid until the next tensor operation. */
export interface ScratchViews {
  /** Per channel Σ g, the positive sections, those of the folded convolution, then both of the ReLU behind. */
  readonly sums: Float64Array;
  /** The third of them. */
  readonly foldedSums: Float64Array;
  readonly form: Float32Array;
  /** The sums as means. */
  readonly weights: Float32Array;
  readonly zeros: Float32Array;
  readonly kernel: Float32Array;
  /** LayerCAM's: of the layer, of the folded convolution, of the ReLU behind. */
  readonly layerMaps: Float32Array;
  /** One map for each of the sums. */
  readonly weighed: Float32Array;
  readonly doubtful: Int32Array;
}

export interface ScratchCut {
  readonly cells: number;
  readonly channels: number;
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

/** Bytes per channel: 5 float64 sums, 5 block sums, 4 of form, 5 weights, zeros, waiting, the kernel. */
const bytesPerChannel = 5 * 8 + (5 + 4 + 5 + 1 + 1 + largestKernel) * 4;
/** Bytes per cell: three LayerCAM maps, five weighed ones. */
const bytesPerCell = 8 * 4;

/** Enough for the largest of the layers. */
export function createScratch(layers: readonly LayerInfo[], memory: WasmMemory): Scratch {
  const sizes = layers.map(({ height, width, channels }) => {
    const cells = height * width;
    return channels * bytesPerChannel + cells * bytesPerCell + cells * channels;
  });
  const tensor = memory.allocate([Math.ceil(Math.max(...sizes) / 4)]);
  /** Most layers have the size of another. */
  const cuts = new Map<string, ScratchCut>();
  let buffer = memory.buffer();
  return {
    at(cells, channels) {
      if (buffer !== memory.buffer()) cuts.clear();
      buffer = memory.buffer();
      const size = `${cells} ${channels}`;
      const known = cuts.get(size);
      if (known) return known;
      let next = memory.pointerTo(tensor);
      const take = (bytes: number) => {
        const pointer = next;
        next += bytes;
        return pointer;
      };
      // What holds float64 comes first: the heap aligns to 8 bytes and more.
      const pointers: ScratchPointers = {
        sums: take(channels * 40),
        blockSums: take(channels * 20),
        form: take(channels * 16),
        weights: take(channels * 20),
        zeros: take(channels * 4),
        waiting: take(channels * 4),
        kernel: take(channels * largestKernel * 4),
        layerMap: take(cells * 12),
        weighed: take(cells * 20),
        doubtful: take(cells * channels),
      };
      const cut = { cells, channels, pointers, views: viewsAt(pointers, buffer, cells, channels) };
      cuts.set(size, cut);
      return cut;
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
    sums: new Float64Array(buffer, pointers.sums, 5 * channels),
    foldedSums: new Float64Array(buffer, pointers.sums + 2 * channels * 8, channels),
    form: floats(pointers.form, 4 * channels),
    weights: floats(pointers.weights, 5 * channels),
    zeros: floats(pointers.zeros, channels),
    kernel: floats(pointers.kernel, largestKernel * channels),
    layerMaps: floats(pointers.layerMap, 3 * cells),
    weighed: floats(pointers.weighed, 5 * cells),
    doubtful: new Int32Array(buffer, pointers.doubtful, (cells * channels) / 4),
  };
}
