/** All layers of the usual families against `predict()`, on WebAssembly in Node. */
import * as tf from '@tensorflow/tfjs';
import { readNetwork } from '../src/engine/network/readLayersModel.ts';
import { createTracer } from '../src/engine/run/createTracer.ts';
import { runTrace } from '../src/engine/run/runTrace.ts';
import { registerWasmKernels } from '../src/engine/wasm/wasmKernels.ts';
import { architectures, buildArchitecture } from '../test/architectures.ts';
import { prepareWasm } from '../test/nodeEngine.ts';

export interface ArchitectureTiming {
  readonly name: string;
  readonly layers: number;
  /** CPU time, the least of the rounds. */
  readonly predictMs: number;
  readonly allLayersMs: number;
}

const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };

/** Full size and depth, random weights, 1000 classes; predict and all layers' maps take turns. */
export async function benchArchitectures(rounds: number): Promise<readonly ArchitectureTiming[]> {
  tf.enableProdMode();
  prepareWasm();
  registerWasmKernels();
  await tf.setBackend('wasm');
  const timings: ArchitectureTiming[] = [];
  for (const architecture of architectures) {
    const model = buildArchitecture(architecture, 1, false, 1000);
    spreadStatistics(model);
    timings.push({ name: architecture.name, ...(await timeModel(model, architecture.side, rounds)) });
    model.dispose();
  }
  return timings;
}

async function timeModel(model: tf.LayersModel, side: number, rounds: number) {
  const network = readNetwork(model);
  const { tracer } = await createTracer(network);
  const input = tf.randomUniform<tf.Rank.R4>([1, side, side, 3]);
  const seedOf = (logits: readonly number[]) => Float32Array.from(logits, (_, unit) => (unit === 0 ? 1 : 0));
  const explain = async () => {
    await runTrace(network, tracer, input, seedOf, quiet);
  };
  const predict = async () => {
    const output = model.predict(input) as tf.Tensor;
    await output.data();
    output.dispose();
  };
  await explain();
  await predict();
  const times = { predict: Number.POSITIVE_INFINITY, explain: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round++) {
    times.predict = Math.min(times.predict, await cpuTime(predict));
    times.explain = Math.min(times.explain, await cpuTime(explain));
  }
  tracer.dispose();
  input.dispose();
  return { layers: network.layers.length, predictMs: times.predict, allLayersMs: times.explain };
}

/** Without this, random weights would let activations die away with depth, which no trained network does. */
function spreadStatistics(model: tf.LayersModel): void {
  for (const layer of model.layers) {
    if (layer.getClassName() !== 'BatchNormalization') continue;
    tf.tidy(() => {
      const [gamma, beta, mean, variance] = layer.getWeights() as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ];
      layer.setWeights([gamma, tf.randomUniform(beta.shape, -0.3, 0.3), mean, tf.fill(variance.shape, 0.3)]);
    });
  }
}

async function cpuTime(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
