/** What a survey says of one picture. */
import * as tf from '@tensorflow/tfjs';
import { encodeHalfFloats } from '../../lib/halfFloats.ts';
import type { CellEvidence, EvidenceFeatures, ModelInfo, SurveyedPicture, SurveyWant } from '../api.ts';
import { targetClass } from '../checkOptions.ts';
import { createKeeper } from '../derive/keptRun.ts';
import type { Network } from '../network/network.ts';
import { predictionOf, scoreSeed } from '../network/score.ts';
import { ownLayers } from '../reduce/ownLayers.ts';
import { gradientGain } from '../run/gradientGain.ts';
import { runTrace } from '../run/runTrace.ts';
import { shareTensor } from '../run/shareTensor.ts';
import type { TraceOptions, Tracer } from '../run/trace.ts';
import { pooledDenseWeights } from './pooledHead.ts';
import { fuseSmall } from './smallMap.ts';

export interface SurveyedModel {
  readonly model: Pick<ModelInfo, 'card' | 'head'>;
  readonly network: Network;
  readonly tracer: Tracer;
}

/** Of one pass through the network: its logits, the feature layer's output, and a fused map where one is wanted. */
interface Pass {
  readonly logits: readonly number[];
  /** [h, w, k]; the caller's to dispose. Null when nobody wants it. */
  readonly activation: tf.Tensor3D | null;
  readonly fusedMap: SurveyedPicture['fusedMap'] | null;
}

/** @param input [1, h, w, 3]; the caller disposes it */
export async function surveyPicture(
  opened: SurveyedModel,
  input: tf.Tensor4D,
  want: SurveyWant,
  options: Pick<TraceOptions, 'pause'>,
): Promise<Omit<SurveyedPicture, 'index'>> {
  const wantsActivation = (want.features || want.evidence || want.evidenceFeatures) ?? false;
  const { logits, activation, fusedMap } = want.fusedMap
    ? await passWithMaps(opened, input, want.fusedMap, wantsActivation, options)
    : await passForward(opened, input, wantsActivation);
  try {
    const prediction = predictionOf(opened.model.card, logits, opened.network.outputKind);
    const logit = logits.length === 1 ? 0 : prediction.classIndex;
    return {
      ...(want.prediction && { prediction }),
      ...(want.features && activation && { features: await pooledFeatures(activation) }),
      ...(want.evidence && activation && { evidence: await cellEvidence(opened, activation, logit) }),
      ...(want.evidenceFeatures &&
        activation && { evidenceFeatures: await evidenceFeatures(opened, activation, logit) }),
      ...(fusedMap && { fusedMap }),
    };
  } finally {
    activation?.dispose();
  }
}

async function passForward(
  { tracer, model: { head } }: SurveyedModel,
  input: tf.Tensor4D,
  wantsActivation: boolean,
): Promise<Pass> {
  if (!wantsActivation) return { logits: await tracer.predict(input), activation: null, fusedMap: null };
  const seen: tf.Tensor4D[] = [];
  try {
    const logits = await tracer.predict(input, {
      layer: head.layer,
      batch: 1,
      replace(activation) {
        seen.push(tf.keep(shareTensor(activation)));
        return activation;
      },
    });
    return { logits, activation: seen[0] ? withoutBatch(seen[0]) : null, fusedMap: null };
  } finally {
    tf.dispose(seen);
  }
}

async function passWithMaps(
  { network, tracer, model: { card, head } }: SurveyedModel,
  input: tf.Tensor4D,
  { method, target, side }: NonNullable<SurveyWant['fusedMap']>,
  wantsActivation: boolean,
  { pause }: Pick<TraceOptions, 'pause'>,
): Promise<Pass> {
  const isFeatureLayer = (index: number | null) => index === head.layer;
  const keeper = wantsActivation
    ? createKeeper(gradientGain(), (one) => isFeatureLayer(one.index) || isFeatureLayer(one.foldedIndex))
    : null;
  let logits: readonly number[] = [];
  let classIndex = 0;
  const chooseSeed = (found: readonly number[]) => {
    logits = found;
    classIndex = targetClass(target, found);
    return scoreSeed(found.length, classIndex);
  };
  try {
    const options = { pause, onProgress: () => undefined };
    const { maps } = await runTrace(network, tracer, input, chooseSeed, options, keeper);
    const fusedMap = { ...fuseSmall(maps[method], network.layers, card.input, side), classIndex };
    const ownLayer = () =>
      keeper!.traces.flatMap(ownLayers).find(({ index }) => isFeatureLayer(index))!.activation;
    const activation = keeper && tf.tidy(() => shareTensor(ownLayer()));
    return { logits, activation, fusedMap };
  } finally {
    keeper?.dispose();
  }
}

function withoutBatch(tensor: tf.Tensor4D): tf.Tensor3D {
  const [, height, width, channels] = tensor.shape;
  return tf.reshape(tensor, [height, width, channels]);
}

async function pooledFeatures(activation: tf.Tensor3D): Promise<Uint16Array<ArrayBuffer>> {
  const pooled = tf.tidy(() => tf.mean(activation, [0, 1]));
  try {
    return encodeHalfFloats(await pooled.data());
  } finally {
    pooled.dispose();
  }
}

/** See {@link CellEvidence}. */
async function cellEvidence(
  { network, model: { head } }: SurveyedModel,
  activation: tf.Tensor3D,
  logit: number,
): Promise<CellEvidence> {
  const [height, width] = activation.shape;
  const { kernel, bias } = pooledDenseWeights(network, head.layer)!;
  const cells = tf.tidy(() => evidenceColumn(activation, kernel, logit));
  try {
    return {
      width,
      height,
      cells: new Float32Array(await cells.data()),
      bias: bias ? (await bias.data())[logit]! : 0,
      logit,
    };
  } finally {
    cells.dispose();
  }
}

/** See {@link EvidenceFeatures}. */
async function evidenceFeatures(
  { network, model: { head } }: SurveyedModel,
  activation: tf.Tensor3D,
  logit: number,
): Promise<EvidenceFeatures> {
  const [height, width, channels] = activation.shape;
  const { kernel } = pooledDenseWeights(network, head.layer)!;
  const rows = tf.tidy(() => {
    const column = evidenceColumn(activation, kernel, logit);
    const sides = tf.concat([tf.relu(column), tf.relu(tf.neg(column))], 1);
    const sums = tf.sum(sides, 0, true);
    // Where a side has no evidence at all, each cell counts alike.
    const weights = tf.where(tf.tile(tf.greater(sums, 0), [height * width, 1]), sides, tf.onesLike(sides));
    const shares = tf.div(weights, tf.sum(weights, 0, true));
    return tf.matMul(shares, tf.reshape(activation, [height * width, channels]), true);
  });
  try {
    const values = await rows.data();
    return {
      for: encodeHalfFloats(values.subarray(0, channels)),
      against: encodeHalfFloats(values.subarray(channels)),
      logit,
    };
  } finally {
    rows.dispose();
  }
}

/** s_c of each cell, [cells, 1]. */
function evidenceColumn(activation: tf.Tensor3D, kernel: tf.Tensor2D, logit: number): tf.Tensor2D {
  const [height, width, channels] = activation.shape;
  const column = tf.slice(kernel, [0, logit], [channels, 1]);
  return tf.div(tf.matMul(tf.reshape(activation, [height * width, channels]), column), height * width);
}
