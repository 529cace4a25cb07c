import type * as tf from '@tensorflow/tfjs';
import type { Network } from './network.ts';
import { readGraphModel } from './readGraphModel.ts';
import { readNetwork } from './readLayersModel.ts';

/** A classifier as TensorFlow.js loads it: layers, or a frozen graph. */
export type ExplainableModel = tf.LayersModel | tf.GraphModel;

/**
 * Reads a model of either kind.
 * @param pictureShape [h, w, k] of the pictures, needed where the model leaves their size open
 * @throws Failure `modelInvalid`: see `readNetwork` and `readGraphModel`
 */
export async function readModel(
  model: ExplainableModel,
  pictureShape: readonly number[] | null = null,
): Promise<Network> {
  return 'layers' in model ? readNetwork(model, pictureShape) : await readGraphModel(model, pictureShape);
}
