/** From a model's files to one that is ready to run. */
import * as tf from '@tensorflow/tfjs';
import type { ModelCard } from '../../model/card/card.ts';
import type { LoadedModel, ModelCosts } from '../api.ts';
import { keptBytes } from '../derive/keptRun.ts';
import { buildModel, type FetchedModel } from '../network/loadModel.ts';
import { modelInvalid } from '../network/modelInvalid.ts';
import type { Network } from '../network/network.ts';
import { readNetwork } from '../network/readLayersModel.ts';
import { createTracer } from '../run/createTracer.ts';
import type { Tracer } from '../run/trace.ts';
import { describeHead } from '../survey/pooledHead.ts';

export interface OpenedModel extends LoadedModel {
  readonly network: Network;
  readonly tracer: Tracer;
  dispose(): void;
}

/** A run holds every activation and gradient, as what is kept of it does, and a quarter more: measured on MobileNetV2. */
const runShare = 1.25;

/**
 * Builds a model and compiles it. Nobody else may make tensors meanwhile, since its size is what they grow by.
 *
 * @throws Failure `modelCorrupt`, `modelInvalid`; then nothing is left on the device
 */
export async function openModel(fetched: FetchedModel): Promise<OpenedModel> {
  const bytesBefore = tf.memory().numBytes;
  const layersModel = await buildModel(fetched);
  try {
    const network = readNetwork(layersModel);
    const { id, card } = fetched;
    checkInput(card, layersModel, network);
    const { tracer, tracing } = await createTracer(network);
    const { layers, mapLength } = network;
    const kept = keptBytes(network, tracer.outline);
    const costs: ModelCosts = {
      modelBytes: tf.memory().numBytes - bytesBefore,
      keptBytes: kept,
      runBytes: Math.round(runShare * kept),
    };
    return {
      model: { id, card, layers, mapLength, head: describeHead(network), costs },
      tracing,
      network,
      tracer,
      dispose() {
        tracer.dispose();
        layersModel.dispose();
      },
    };
  } catch (thrown) {
    layersModel.dispose();
    throw thrown;
  }
}

/** The card and the model must agree on what goes in and what comes out. */
function checkInput(card: ModelCard, model: tf.LayersModel, network: Network): void {
  const [, height, width, channels] = model.inputs[0]!.shape;
  const units = model.outputs[0]!.shape.at(-1);
  const expectedUnits = card.output === 'sigmoid' ? 1 : card.labels.length;
  const isRight =
    height === card.input.height &&
    width === card.input.width &&
    channels === 3 &&
    units === expectedUnits &&
    network.layers.length > 0;
  if (!isRight) {
    throw modelInvalid('card.json and model.json do not belong together', {
      file: 'card.json',
      input: String(model.inputs[0]!.shape),
      units: units ?? 0,
    });
  }
}
