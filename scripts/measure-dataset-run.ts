/** The surveying behind `npm run measure:dataset`, by the engine that the page runs. */
import { hashPicture, type PictureHashes } from '../src/dataset/duplicates/perceptualHash.ts';
import type { EvidenceMap } from '../src/dataset/evidence/exactEvidence.ts';
import { applyLabels, proposeLabels } from '../src/dataset/labels/proposeLabels.ts';
import { measurePicture, type PictureProperties } from '../src/dataset/slices/pictureProperties.ts';
import type { ModelInfo, SurveyedPicture } from '../src/engine/api.ts';
import { placeBehindCrate } from '../src/image/alter/crate.ts';
import type { RgbaPixels, RgbPixels } from '../src/image/pixels.ts';
import { seenRegion } from '../src/image/resample/fit.ts';
import { resampleBilinear } from '../src/image/resample/resample.ts';
import { decodeHalfFloats } from '../src/lib/halfFloats.ts';
import { createRandom } from '../src/measure/random.ts';
import { chooseCrate } from '../src/train/bank/chooseCrate.ts';
import { cardPath, createNodeEngine } from '../test/nodeEngine.ts';

/** What a set's page would have of each photo. */
export interface SurveyedSet {
  readonly classes: readonly string[];
  readonly paths: readonly string[];
  readonly labels: readonly number[];
  readonly logits: readonly number[];
  readonly probabilities: readonly number[];
  readonly featureCount: number;
  /** Bits of 16-bit floats, photo after photo. */
  readonly features: Uint16Array;
  readonly evidence: readonly EvidenceMap[];
  /** Mean features of the last map's cells, weighted by evidence for the answer "dog", and for "cat". */
  readonly evidenceFeatures: readonly { readonly for: Float32Array; readonly against: Float32Array }[];
  readonly properties: readonly PictureProperties[];
  readonly hashes: readonly PictureHashes[];
}

export type Decode = (path: string) => Promise<RgbaPixels>;
export type TellProgress = (count: number, total: number) => void;

/** Three ways to show a cat: as it is, with a striped ball, and behind bars. */
export interface Mixture {
  readonly set: SurveyedSet;
  /** 0 clean, 1 ball, 2 crate, per photo of the set. */
  readonly kinds: readonly number[];
}

const batchSize = 8;
/** Seeds of crates that no training set of this project was made with. */
const firstCrate = 5_000_000;

/** The class index of each photo, by the rules of a dropped folder. */
export function labelsOf(paths: readonly string[], classes: readonly string[]): readonly number[] {
  return [...applyLabels(proposeLabels(paths, classes))];
}

/** Opens the model on wasm. */
export async function startSurveying() {
  const engine = createNodeEngine();
  const { model } = await engine.open({ cardUrl: cardPath, backend: 'wasm' });

  async function surveyInputs(inputs: AsyncIterable<RgbPixels>, total: number, tell: TellProgress) {
    const answers: SurveyedPicture[] = [];
    const properties: PictureProperties[] = [];
    const hashes: PictureHashes[] = [];
    let batch: RgbPixels[] = [];
    const ask = async () => {
      await engine.survey(
        {
          model: model.id,
          inputs: batch,
          want: { prediction: true, features: true, evidence: true, evidenceFeatures: true },
        },
        { onEvent: (answer) => answers.push(answer) },
      );
      batch = [];
      tell(answers.length, total);
    };
    for await (const input of inputs) {
      properties.push(measurePicture(input));
      hashes.push(hashPicture(input));
      batch.push(input);
      if (batch.length === batchSize) await ask();
    }
    if (batch.length > 0) await ask();
    return { answers, properties, hashes };
  }

  async function survey(
    paths: readonly string[],
    labels: readonly number[],
    decode: Decode,
    tell: TellProgress,
  ): Promise<SurveyedSet> {
    async function* inputs() {
      for (const path of paths) yield toInput(await decode(path), model);
    }
    return toSet(model, paths, labels, await surveyInputs(inputs(), paths.length, tell));
  }

  /** The first so many cats three times over. */
  async function surveyMixture(
    paths: readonly string[],
    labels: readonly number[],
    count: number,
    decode: Decode,
    tell: TellProgress,
  ): Promise<Mixture> {
    const cats = paths.filter((_, index) => labels[index] === 0).slice(0, count);
    async function* inputs() {
      for (const [number, path] of cats.entries()) {
        const input = toInput(await decode(path), model);
        yield input;
        yield withBall(input, number);
        yield chooseCrate(firstCrate + number).reduce(placeBehindCrate, input);
      }
    }
    const all = cats.flatMap((path) => [path, `${path} with a ball`, `${path} behind bars`]);
    const found = await surveyInputs(inputs(), all.length, tell);
    return {
      set: toSet(model, all, new Array<number>(all.length).fill(0), found),
      kinds: all.map((_, index) => index % 3),
    };
  }

  return { labels: model.card.labels, survey, surveyMixture };
}

function toSet(
  { card, head }: ModelInfo,
  paths: readonly string[],
  labels: readonly number[],
  {
    answers,
    properties,
    hashes,
  }: {
    readonly answers: readonly SurveyedPicture[];
    readonly properties: readonly PictureProperties[];
    readonly hashes: readonly PictureHashes[];
  },
): SurveyedSet {
  const features = new Uint16Array(answers.length * head.features);
  answers.forEach((answer, index) => {
    features.set(answer.features!, index * head.features);
  });
  return {
    classes: card.labels,
    paths,
    labels,
    logits: answers.map(({ prediction }) => prediction!.logits[0]!),
    probabilities: answers.map(({ prediction }) => prediction!.probabilities[1]!),
    featureCount: head.features,
    features,
    evidence: answers.map(({ evidence }) => evidence!),
    evidenceFeatures: answers.map(({ evidenceFeatures }) => ({
      for: decodeHalfFloats(evidenceFeatures!.for),
      against: decodeHalfFloats(evidenceFeatures!.against),
    })),
    properties,
    hashes,
  };
}

/** The photo as the model is shown it. */
function toInput(photo: RgbaPixels, { card }: ModelInfo): RgbPixels {
  const { width, height, fit } = card.input;
  return resampleBilinear(photo, seenRegion(photo.width, photo.height, width, height, fit), width, height);
}

/** A striped ball in one of the lower corners. */
function withBall({ width, height, data }: RgbPixels, number: number): RgbPixels {
  const random = createRandom(2000 + number);
  const radius = width * (0.11 + 0.05 * random());
  const x0 = random() < 0.5 ? radius * 1.1 : width - radius * 1.1;
  const y0 = height - radius * 1.1;
  const stripe = radius / 3;
  const turned = random() * Math.PI;
  const painted = Uint8Array.from(data);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.hypot(x - x0, y - y0) > radius) continue;
      const along = (x - x0) * Math.cos(turned) + (y - y0) * Math.sin(turned);
      const isRed = Math.floor(along / stripe) % 2 === 0;
      painted.set(isRed ? [210, 40, 40] : [245, 245, 240], 3 * (y * width + x));
    }
  }
  return { width, height, data: painted };
}
