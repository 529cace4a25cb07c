/** Computes the maps with compute shaders of our own, on tfjs' WebGPU device and its tensors' buffers. */
import * as tf from '@tensorflow/tfjs';
import { methodIds } from '../methods/catalogue.ts';
import type { FoldedConvolution } from '../run/trace.ts';
import { emptyReduction, type MapLayout, type MapReducer } from './mapReducer.ts';
import type { StoredLayers } from './ownLayers.ts';
import {
  cellsPerChunk,
  chooseWeighing,
  lanes,
  mostChunks,
  type ProgramName,
  programText,
  sumKinds,
  workgroupSize,
} from './webgpuPrograms.ts';

/**
 * Collects one run's maps for the network: two or three dispatches for each layer (or pair of them), all of which
 * write into one buffer, which is read once, in `finish`.
 *
 * It knows what tfjs' WebGPU backend of version 4.22, the last, looks like inside; `prepareReduction` tries it
 * before it is used.
 */
export function createWebgpuReducer(network: MapLayout): MapReducer<StoredLayers> {
  const { mapLength, layers } = network;
  const mapsLength = methodIds.length * mapLength;
  // All maps, then of each layer the sum of Grad-CAM's channel weights.
  const results = tf.keep(tf.fill([mapsLength + layers.length], 0));
  // Reused by all layers: WebGPU keeps one dispatch from writing what an earlier one still reads.
  const sizes = layers.map(({ height, width, channels }) => sumKinds * channels * chunksOf(height * width));
  const parts = allocate(Math.max(...sizes));
  const sums = allocate(sumKinds * Math.max(...layers.map(({ channels }) => channels)));
  const dispose = () => tf.dispose([results, parts, sums]);

  return {
    add({ index, activation, gradient, folded }) {
      const [, height, width, channels] = activation.shape;
      const cells = height * width;
      const chunks = chunksOf(cells);
      const chunk = Math.ceil(cells / chunks);
      const tiles = Math.ceil(channels / lanes);
      const isFolded = folded !== null;
      const form = folded ? [uploadForm(folded)] : [];

      dispatch('sumChannels', isFolded, [activation, gradient, ...form], parts, tiles * chunks, {
        cells,
        channels,
        tiles,
        chunk,
      });
      const length = sumKinds * channels;
      if (chunks > 1) {
        dispatch('addChunks', isFolded, [parts], sums, Math.ceil(length / workgroupSize), { length, chunks });
      }
      const weighing = chooseWeighing(cells);
      const offsetOf = (layer: number) => layers[layer]!.offset;
      dispatch(
        weighing.name,
        isFolded,
        [activation, gradient, chunks > 1 ? sums : parts, ...form],
        results,
        weighing.workgroups,
        {
          cells,
          channels,
          mapLength,
          own: index === null ? -1 : offsetOf(index),
          ownWeight: mapsLength + (index ?? 0),
          ...(folded && { folded: offsetOf(folded.index), foldedWeight: mapsLength + folded.index }),
        },
      );
      tf.dispose(form);
    },
    async finish() {
      const all = await results.data<'float32'>();
      dispose();
      const { maps, importance } = emptyReduction(network);
      for (const [position, method] of methodIds.entries()) {
        maps[method].set(all.subarray(position * mapLength, (position + 1) * mapLength));
      }
      for (const [index, { channels }] of layers.entries()) {
        importance[index] = Math.max(all[mapsLength + index]! / channels, 0);
      }
      return { maps, importance };
    },
    dispose,
  };
}

/** Into how many workgroups' shares a channel's cells are divided. */
function chunksOf(cells: number): number {
  return Math.min(mostChunks, Math.ceil(cells / cellsPerChunk));
}

/** Sign of the scale, shift, then scale, channel after channel. */
function uploadForm({
  normalisation: { scale, shift },
}: Pick<FoldedConvolution, 'normalisation'>): tf.Tensor {
  const values = new Float32Array(3 * scale.length);
  values.set(scale.map(Math.sign), 0);
  values.set(shift, scale.length);
  values.set(scale, 2 * scale.length);
  return tf.tensor1d(values);
}

/** What is used of tfjs' backend; tfjs does not export the types. */
interface WebgpuBackend {
  makeTensorInfo(shape: number[], dtype: 'float32'): tf.TensorInfo;
  runWebGPUProgram(
    program: object,
    inputs: readonly tf.TensorInfo[],
    outputType: 'float32',
    uniforms: readonly { type: 'int32'; data: number[] }[],
    output: tf.TensorInfo,
  ): tf.TensorInfo;
}

function currentBackend(): WebgpuBackend {
  return tf.backend() as unknown as WebgpuBackend;
}

/** A tensor whose numbers are not set. */
function allocate(length: number): tf.Tensor {
  const info = currentBackend().makeTensorInfo([length], 'float32');
  return tf.keep(tf.engine().makeTensorFromTensorInfo(info));
}

/** Has `output` written by one of our programs. */
function dispatch(
  name: ProgramName,
  isFolded: boolean,
  inputs: readonly tf.Tensor[],
  output: tf.Tensor,
  workgroups: number,
  uniforms: Readonly<Record<string, number>>,
): void {
  const { variableNames, uniformNames, code, workgroupSize: size } = programText(name, isFolded);
  const program = {
    variableNames,
    outputShape: output.shape,
    // One axis: tfjs folds it where there are more workgroups than fit into it.
    dispatchLayout: { x: [0] },
    dispatch: [workgroups, 1, 1],
    workgroupSize: [size, 1, 1],
    uniforms: uniformNames.map((uniform) => `${uniform} : i32,`).join(' '),
    shaderKey: `strataCam_${name}_${isFolded}`,
    getUserCode: () => code,
  };
  const data = uniformNames.map((uniform) => ({ type: 'int32' as const, data: [uniforms[uniform]!] }));
  currentBackend().runWebGPUProgram(program, inputs, 'float32', data, output);
}
