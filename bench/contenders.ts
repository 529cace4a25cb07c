/** What is timed: the same picture through the same model in different ways, on tfjs' current backend. */
import * as tf from '@tensorflow/tfjs';
import type { Network } from '../src/engine/network/network.ts';
import { type Normalisation, readKernels, readNormalisations } from '../src/engine/network/networkNumbers.ts';
import { readNetwork } from '../src/engine/network/readLayersModel.ts';
import { currentForwardKernels } from '../src/engine/plan/chooseForwardKernels.ts';
import { compilePlan } from '../src/engine/plan/compilePlan.ts';
import { createPlanTracer } from '../src/engine/plan/createPlanTracer.ts';
import { runForward } from '../src/engine/plan/runForward.ts';
import type { Plan } from '../src/engine/plan/steps.ts';
import { runTrace } from '../src/engine/run/runTrace.ts';
import type { Tracer } from '../src/engine/run/trace.ts';
import { createTapeTracer } from '../src/engine/tape/createTapeTracer.ts';
import type { RgbPixels } from '../src/image/pixels.ts';
import { explainOneLayer } from './oneLayer.ts';
import { explainOneLayerAsUsual } from './oneLayerAsUsual.ts';

export type ContenderName =
  | 'predict'
  | 'prediction'
  | 'forward'
  | 'trace'
  | 'allLayers'
  /** Runs its forward twice: first for the logits, then recorded. */
  | 'tape'
  /** For one method, where the others give three. */
  | 'layerByLayer'
  /** The same with tfjs' own layers. */
  | 'layerByLayerAsUsual';

export interface Contender {
  readonly name: ContenderName;
  /** Ends when the result has been read back. */
  readonly run: () => Promise<void>;
  /** What was measured stands for this many times as much work. */
  readonly times: number;
  /** Takes so long that nobody waits for it to warm up; at such lengths it makes no difference. */
  readonly isSlow?: boolean;
}

const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };

/** ∂y/∂logits of the binary model: dog. */
const chooseSeed = () => Float32Array.of(1);

/** One layer in so many stands for all where each has a pass of its own. */
const sampledEvery = 12;
/** Three stand for all where a pass takes most of a minute. */
const sampledAsUsual = [1 / 6, 1 / 2, 5 / 6];

/**
 * @param pixels the model's input, as bytes
 * @param names which contenders are wanted; the others are not even prepared
 */
export async function createContenders(
  model: tf.LayersModel,
  { width, height, data }: RgbPixels,
  names: readonly ContenderName[],
): Promise<readonly Contender[]> {
  const input = tf.tensor4d(Float32Array.from(data), [1, height, width, 3]);
  const network = readNetwork(model);
  const normalisations = await readNormalisations(network);
  const plan = compilePlan(network, { normalisations, kernels: await readKernels(network) });
  return names.map((name) => createContender(name, { model, network, normalisations, plan, input }));
}

interface Subject {
  readonly model: tf.LayersModel;
  readonly network: Network;
  readonly normalisations: ReadonlyMap<number, Normalisation>;
  readonly plan: Plan;
  readonly input: tf.Tensor4D;
}

function createContender(
  name: ContenderName,
  { model, network, normalisations, plan, input }: Subject,
): Contender {
  const byPlan = createPlanTracer(plan);
  const traceAllLayers = (by: Tracer) => async () => {
    await runTrace(network, by, input, chooseSeed, quiet);
  };
  switch (name) {
    case 'predict':
      return { name, times: 1, run: () => readBack(model.predict(input) as tf.Tensor) };
    case 'prediction':
      return {
        name,
        times: 1,
        run: async () => {
          await byPlan.predict(input);
        },
      };
    case 'forward':
      return {
        name,
        times: 1,
        run: async () => {
          const values = runForward(plan, input, currentForwardKernels());
          await values.at(-1)!.data();
          tf.dispose(values.slice(1).filter((value) => value !== undefined));
        },
      };
    case 'trace':
      return { name, times: 1, run: () => byPlan.trace(input, chooseSeed, () => undefined, quiet) };
    case 'allLayers':
      return { name, times: 1, run: traceAllLayers(byPlan) };
    case 'tape':
      return { name, times: 1, run: traceAllLayers(createTapeTracer(network, normalisations)) };
    case 'layerByLayer': {
      const sampled = network.targets.filter((_, index) => index % sampledEvery === 0);
      return {
        name,
        times: network.targets.length / sampled.length,
        run: async () => {
          for (const position of sampled) {
            await readBack(explainOneLayer(network, normalisations, input, position));
          }
        },
      };
    }
    case 'layerByLayerAsUsual': {
      const { targets } = network;
      const sampled = sampledAsUsual.map((share) => targets[Math.floor(share * targets.length)]!);
      return {
        name,
        times: targets.length / sampled.length,
        isSlow: true,
        run: async () => {
          for (const position of sampled) {
            await readBack(explainOneLayerAsUsual(model, input, network.nodes[position]!.name));
          }
        },
      };
    }
  }
}

async function readBack(tensor: tf.Tensor): Promise<void> {
  await tensor.data();
  tensor.dispose();
}
