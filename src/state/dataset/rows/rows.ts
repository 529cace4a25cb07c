/** What is known of every picture of a set: one typed array a column, so that 20,000 rows stay small and flat. */
import { joinHashes } from '../../../dataset/duplicates/nearDuplicates.ts';
import { hashPicture, hashWords } from '../../../dataset/duplicates/perceptualHash.ts';
import type { EvidenceMap } from '../../../dataset/evidence/exactEvidence.ts';
import type { FeatureBank } from '../../../dataset/features/featureBank.ts';
import { measurePicture } from '../../../dataset/slices/pictureProperties.ts';
import type { EvidenceFeatures, ModelInfo, SurveyedPicture } from '../../../engine/api.ts';
import type { FailureData } from '../../../lib/failure.ts';
import { probabilityOf } from '../../../measure/classification/binaryAnswers.ts';
import type { SetPicture } from '../services.ts';

/** What became of a picture: its place in {@link SetRows.state}. */
export const WAITING = 0;
export const ANSWERED = 1;
export const UNREADABLE = 2;

export interface SetRows {
  readonly count: number;
  readonly paths: readonly string[];
  /** Of the model that answered; one number per picture where there are two classes, else one per class. */
  readonly modelId: string;
  readonly classCount: number;
  readonly logitCount: number;
  readonly state: Uint8Array;
  /** logitCount × count. */
  readonly logits: Float32Array;
  readonly features: FeatureBank;
  /** Side lengths of the evidence map; 0 where the model has none. */
  readonly evidenceWidth: number;
  readonly evidenceHeight: number;
  readonly evidence: Float32Array;
  readonly evidenceBias: Float32Array;
  /** Of those pictures alone whose mistakes somebody may want to group: 5 kB each. */
  readonly evidenceFeatures: Map<number, EvidenceFeatures>;
  readonly width: Uint32Array;
  readonly height: Uint32Array;
  readonly brightness: Float32Array;
  readonly brightest: Float32Array;
  readonly darkest: Float32Array;
  readonly sharpness: Float32Array;
  readonly isGrey: Uint8Array;
  /** hashWords × count. */
  readonly hashes: Uint32Array;
  readonly isFlat: Uint8Array;
  readonly thumbnails: (Blob | null)[];
  readonly problems: Map<number, FailureData>;
}

/** Empty rows for pictures and a model. */
export function createRows(paths: readonly string[], model: ModelInfo): SetRows {
  const count = paths.length;
  const { layers, head, card } = model;
  const classCount = card.labels.length;
  const layer = layers[head.layer];
  const hasEvidence = head.isPooledDense && layer !== undefined;
  const [evidenceWidth, evidenceHeight] = hasEvidence ? [layer.width, layer.height] : [0, 0];
  const logitCount = classCount === 2 && card.output === 'sigmoid' ? 1 : classCount;
  const numbers = () => new Float32Array(count).fill(Number.NaN);
  return {
    count,
    paths,
    modelId: model.id,
    classCount,
    logitCount,
    state: new Uint8Array(count),
    logits: new Float32Array(count * logitCount).fill(Number.NaN),
    features: { dimension: head.features, rows: new Uint16Array(count * head.features) },
    evidenceWidth,
    evidenceHeight,
    evidence: new Float32Array(count * evidenceWidth * evidenceHeight),
    evidenceBias: new Float32Array(count),
    evidenceFeatures: new Map(),
    width: new Uint32Array(count),
    height: new Uint32Array(count),
    brightness: numbers(),
    brightest: numbers(),
    darkest: numbers(),
    sharpness: numbers(),
    isGrey: new Uint8Array(count),
    hashes: new Uint32Array(count * hashWords),
    isFlat: new Uint8Array(count).fill(1),
    thumbnails: new Array<Blob | null>(count).fill(null),
    problems: new Map(),
  };
}

/** Writes what the model said of a picture. Returns false, and writes nothing, where a logit is no number. */
export function writeAnswer(
  rows: SetRows,
  index: number,
  { input, width, height, thumbnail }: SetPicture,
  { prediction, features, evidence }: SurveyedPicture,
): boolean {
  const logits = prediction?.logits ?? [];
  if (logits.length !== rows.logitCount || !logits.every(Number.isFinite)) return false;
  rows.logits.set(logits, index * rows.logitCount);
  if (features) rows.features.rows.set(features, index * rows.features.dimension);
  const cells = rows.evidenceWidth * rows.evidenceHeight;
  if (evidence && evidence.cells.length === cells) {
    rows.evidence.set(evidence.cells, index * cells);
    rows.evidenceBias[index] = evidence.bias;
  }
  rows.width[index] = width;
  rows.height[index] = height;
  rows.thumbnails[index] = thumbnail;
  const properties = measurePicture(input);
  rows.brightness[index] = properties.brightness;
  rows.brightest[index] = properties.brightest;
  rows.darkest[index] = properties.darkest;
  rows.sharpness[index] = properties.sharpness;
  rows.isGrey[index] = Number(properties.isGrey);
  const { words, isFlat } = joinHashes([hashPicture(input)]);
  rows.hashes.set(words, index * hashWords);
  rows.isFlat[index] = isFlat[0]!;
  rows.problems.delete(index);
  rows.state[index] = ANSWERED;
  return true;
}

export function writeProblem(rows: SetRows, index: number, problem: FailureData): void {
  rows.problems.set(index, problem);
  rows.state[index] = UNREADABLE;
}

/** One picture's logits. */
export function logitsOf({ logits, logitCount }: SetRows, index: number): Float32Array {
  return logits.subarray(index * logitCount, (index + 1) * logitCount);
}

/** One probability per class, from the logits; NaN without an answer. */
export function probabilitiesOf(rows: SetRows, index: number): readonly number[] {
  const logits = logitsOf(rows, index);
  if (rows.logitCount === 1) return [probabilityOf(-logits[0]!), probabilityOf(logits[0]!)];
  const largest = Math.max(...logits);
  const powers = Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The class of the answer; −1 without one. Of two classes by the threshold, else the highest logit. */
export function answerOf(rows: SetRows, index: number, threshold: number): number {
  if (rows.state[index] !== ANSWERED) return -1;
  const logits = logitsOf(rows, index);
  if (rows.logitCount === 1) return Number(logits[0]! >= threshold);
  let best = 0;
  for (let other = 1; other < logits.length; other++) if (logits[other]! > logits[best]!) best = other;
  return best;
}

/** A picture's last map in logits; null where the model's evidence does not add up, or there is no answer. */
export function evidenceOf(rows: SetRows, index: number): EvidenceMap | null {
  const { evidenceWidth: width, evidenceHeight: height, evidence, evidenceBias } = rows;
  if (width * height === 0 || rows.state[index] !== ANSWERED) return null;
  const cells = evidence.slice(index * width * height, (index + 1) * width * height);
  return { width, height, cells, bias: evidenceBias[index]! };
}
