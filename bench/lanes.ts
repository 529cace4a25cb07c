/** Many pictures on WebAssembly in Node while somebody asks for single ones: how long either waits for the other. */
import * as tf from '@tensorflow/tfjs';
import type { Engine, ModelId, SurveyWant } from '../src/engine/api.ts';
import { createRandom } from '../src/measure/random.ts';
import { cardPath, createNodeEngine } from '../test/nodeEngine.ts';
import { readPicture } from './engineInNode.ts';
import { median } from './statistics.mjs';

export interface LaneTimes {
  /** What the survey asks for of each picture; null without a survey. */
  readonly survey: 'prediction and features' | 'with a fused map' | null;
  /** From the moment somebody asks to the prediction, and to all maps. */
  readonly predictedMs: { readonly median: number; readonly worst: number };
  readonly mapsMs: { readonly median: number; readonly worst: number };
  /** One picture of the survey while nobody asks. */
  readonly pictureMs: number | null;
  /** Pictures of the survey a second: undisturbed, and while somebody asks. */
  readonly pace: { readonly alone: number; readonly beside: number } | null;
}

const pictures = 200;
/** How many pictures one call of `survey` holds. */
const perCall = 20;
const leastAsked = 30;
const wants: Readonly<Record<NonNullable<LaneTimes['survey']>, SurveyWant>> = {
  'prediction and features': { prediction: true, features: true, evidence: true },
  'with a fused map': {
    prediction: true,
    features: true,
    fusedMap: { method: 'positiveGradCam', target: 'predicted', side: 32 },
  },
};

/** First without a survey, then beside each kind of one. */
export async function measureLanes(): Promise<readonly LaneTimes[]> {
  tf.enableProdMode();
  const { engine, open } = createNodeEngine();
  const { model } = await open({ cardUrl: cardPath, backend: 'wasm' });
  for (let run = 0; run < 5; run++) await explainAt(engine, model.id, performance.now());
  const alone = await askNowAndThen(engine, model.id, () => false);
  const found: LaneTimes[] = [{ survey: null, ...alone, pictureMs: null, pace: null }];
  for (const [survey, want] of Object.entries(wants) as [NonNullable<LaneTimes['survey']>, SurveyWant][]) {
    const undisturbed = await surveyAll(engine, model.id, want);
    let isOver = false;
    const surveyed = surveyAll(engine, model.id, want).finally(() => {
      isOver = true;
    });
    const beside = await askNowAndThen(engine, model.id, () => !isOver);
    const pace = { alone: undisturbed.pace, beside: (await surveyed).pace };
    found.push({ survey, ...beside, pictureMs: undisturbed.pictureMs, pace });
  }
  return found;
}

async function surveyAll(engine: Engine, model: ModelId, want: SurveyWant) {
  const startMs = performance.now();
  const inputs = Array.from({ length: perCall }, readPicture);
  const times: number[] = [];
  let formerMs = startMs;
  const onEvent = () => {
    const nowMs = performance.now();
    times.push(nowMs - formerMs);
    formerMs = nowMs;
  };
  for (let done = 0; done < pictures; done += perCall)
    await engine.survey({ model, inputs, want }, { onEvent });
  return { pictureMs: median(times), pace: (1000 * pictures) / (performance.now() - startMs) };
}

/**
 * Somebody who asks for one picture's maps, looks for a while and asks for the next: at least so many times, and as long
 * as `goesOn` says.
 */
async function askNowAndThen(engine: Engine, model: ModelId, goesOn: () => boolean) {
  const random = createRandom(1);
  const predicted: number[] = [];
  const maps: number[] = [];
  while (maps.length < leastAsked || goesOn()) {
    // The timer itself is late when the engine is in the middle of a step: that belongs to the wait.
    const dueMs = performance.now() + 100 + 200 * random();
    await new Promise((resolve) => setTimeout(resolve, dueMs - performance.now()));
    const times = await explainAt(engine, model, dueMs);
    predicted.push(times.predictedMs);
    maps.push(times.mapsMs);
    if (maps.length >= leastAsked && !goesOn()) break;
  }
  const summary = (times: readonly number[]) => ({ median: median(times), worst: Math.max(...times) });
  return { predictedMs: summary(predicted), mapsMs: summary(maps) };
}

async function explainAt(engine: Engine, model: ModelId, askedMs: number) {
  let predictedMs = 0;
  await engine.explain(
    { model, input: readPicture(), target: 'predicted' },
    {
      onEvent({ phase }) {
        if (phase === 'predicted') predictedMs = performance.now() - askedMs;
      },
    },
  );
  return { predictedMs, mapsMs: performance.now() - askedMs };
}
