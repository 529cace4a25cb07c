/**
 * The engine's speed in Node, as ratios within one run: the machine's mood cancels, because the contenders
 * take turns. See docs/performance.md for what the numbers mean.
 */
import * as tf from '@tensorflow/tfjs';
import { createTracer } from '../src/engine/createTracer.ts';
import { type LoadedModel, loadModel } from '../src/engine/loadModel.ts';
import { type Network, readNetwork } from '../src/engine/network.ts';
import { readKernels, readNormalisations } from '../src/engine/networkNumbers.ts';
import { compilePlan } from '../src/engine/plan/compilePlan.ts';
import { runForward } from '../src/engine/plan/runForward.ts';
import { runTrace } from '../src/engine/runTrace.ts';
import { findHead } from '../src/engine/score.ts';
import { createTapeTracer } from '../src/engine/tape/createTapeTracer.ts';
import { walkNetwork } from '../src/engine/tape/walkNetwork.ts';
import { registerWasmKernels } from '../src/engine/wasmKernels.ts';
import { cardPath, prepareWasm, readBytes } from '../test/nodeEngine.ts';
import { type OraclePicture, readOracles } from '../test/oracles/readOracles.ts';

export interface Contender {
  readonly name: string;
  readonly run: () => Promise<void>;
  /** Measured work stands for this many times as much (the per-layer passes are sampled). */
  readonly times?: number;
}

export interface Timing {
  readonly name: string;
  readonly medianMs: number;
  readonly minimumMs: number;
}

const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };
const seed = () => Float32Array.of(1);

/** Which layers stand for all when one gradient pass per layer is timed. */
const sampledEvery = 12;

/** Times all contenders on a backend. @param rounds how often each has its turn */
export async function benchEngine(backend: 'wasm' | 'cpu', rounds: number): Promise<readonly Timing[]> {
  prepareWasm();
  registerWasmKernels();
  await tf.setBackend(backend);
  const loaded = await loadModel(cardPath, { fetchBytes: readBytes, onProgress: () => undefined });
  const network = readNetwork(loaded.model);
  const picture = readOracles().pictures[0]!;
  const contenders = await createContenders(loaded, network, picture);
  for (const { run } of contenders) await run();
  const samples = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { run, times = 1 }] of contenders.entries()) {
      const startMs = performance.now();
      await run();
      samples[index]!.push((performance.now() - startMs) * times);
    }
  }
  return contenders.map(({ name }, index) => {
    const sorted = samples[index]!.sort((a, b) => a - b);
    return { name, medianMs: sorted[sorted.length >> 1]!, minimumMs: sorted[0]! };
  });
}

async function createContenders(
  { model }: LoadedModel,
  network: Network,
  { input: { data } }: OraclePicture,
): Promise<Contender[]> {
  const input = tf.tensor4d(Float32Array.from(data), [1, 224, 224, 3]);
  const normalisations = await readNormalisations(network);
  const plan = compilePlan(network, { normalisations, kernels: await readKernels(network) });
  if ('unsupported' in plan) throw new Error(plan.unsupported);
  const { tracer } = await createTracer(network);
  const tape = createTapeTracer(network, normalisations);
  const sampled = network.targets.filter((_, index) => index % sampledEvery === 0);
  return [
    {
      name: 'predict() of tfjs',
      run: async () => {
        const output = model.predict(input) as tf.Tensor;
        await output.data();
        output.dispose();
      },
    },
    {
      name: 'prediction by the plan',
      run: async () => {
        await tracer.predict(input);
      },
    },
    {
      name: 'forward by the plan, all layers kept',
      run: async () => {
        const values = runForward(plan, input);
        await values.at(-1)!.data();
        tf.dispose(values.slice(1).filter((value) => value !== undefined));
      },
    },
    {
      name: 'all layers by the plan, three methods',
      run: async () => {
        await runTrace(network, tracer, input, seed, quiet);
      },
    },
    {
      name: 'all layers by the tape, three methods',
      run: async () => {
        await runTrace(network, tape, input, seed, quiet);
      },
    },
    {
      name: 'one gradient pass per layer, Grad-CAM',
      times: network.targets.length / sampled.length,
      run: async () => {
        for (const position of sampled) {
          const map = gradCamOfOneLayer(network, normalisations, input, position);
          await map.data();
          map.dispose();
        }
      },
    },
  ];
}

/** The usual way: for one layer, a forward and a backward pass of its own. */
function gradCamOfOneLayer(
  network: Network,
  normalisations: Awaited<ReturnType<typeof readNormalisations>>,
  input: tf.Tensor4D,
  position: number,
): tf.Tensor {
  return tf.tidy(() => {
    const head = findHead(network);
    const start = tf.clone(input);
    const watched: tf.Tensor[] = [];
    const { grads } = tf.engine().gradients(
      () => {
        const outputs = walkNetwork(network, head, normalisations, start);
        watched.push(tf.keep(outputs[position]!));
        return outputs[head.last]!;
      },
      watchedAfter(watched, start),
    );
    const activation = watched[0] as tf.Tensor4D;
    const weights = tf.mean(grads[0] as tf.Tensor4D, [1, 2], true);
    const map = tf.sum(tf.mul(activation, weights), 3);
    activation.dispose();
    return map;
  });
}

/** tfjs asks for at least one input before the function has run; it is replaced by the watched layer. */
function watchedAfter(watched: tf.Tensor[], placeholder: tf.Tensor): tf.Tensor[] {
  return new Proxy([placeholder], {
    get: (target, key) => Reflect.get(watched.length > 0 ? watched : target, key),
  });
}
