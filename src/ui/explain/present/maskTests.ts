import type { Prediction } from '../../../engine/api.ts';
import { type Fill, fillPicture } from '../../../image/alter/fillPicture.ts';
import { type Part, replaceRegion } from '../../../image/alter/replaceRegion.ts';
import type { RgbPixels } from '../../../image/pixels.ts';
import { type FailureData, toFailure } from '../../../lib/failure.ts';
import { createRandom } from '../../../measure/random.ts';
import type { App } from '../../../state/explain/app.ts';
import type { HotRegion } from '../../../state/explain/maps/hotRegions.ts';
import type { RunKey } from '../../../state/explain/runs/runStatus.ts';
import { createObservable, type Observable } from './observable.ts';

/** What the model said when a region was hidden from it, or was all that it saw. */
export interface MaskTestResult {
  readonly part: Part;
  readonly fill: Fill;
  readonly region: HotRegion;
  readonly pictureId: string;
  /** Of the run whose prediction `before` is. */
  readonly runKey: RunKey;
  /** What the model saw. */
  readonly picture: RgbPixels;
  readonly before: Prediction;
  readonly after: Prediction;
}

export type MaskTestStatus =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly part: Part }
  | { readonly phase: 'failed'; readonly part: Part; readonly failure: FailureData };

export interface MaskTests {
  readonly status: Observable<MaskTestStatus>;
  /** The latest of each part; they stay while the panel is folded, and may be of an earlier region or picture. */
  readonly results: Observable<Readonly<Partial<Record<Part, MaskTestResult>>>>;
  /** Asks the model about the shown picture with its present region; what is running is given up. */
  run(part: Part): void;
  cancel(): void;
}

/** The same noise every time, so that the same test has the same answer. */
const noiseSeed = 1;

export function createMaskTests(app: App): MaskTests {
  const status = createObservable<MaskTestStatus>({ phase: 'idle' });
  const results = createObservable<Readonly<Partial<Record<Part, MaskTestResult>>>>({});
  let running: AbortController | null = null;

  function cancel(): void {
    running?.abort();
    running = null;
    status.set({ phase: 'idle' });
  }

  function run(part: Part): void {
    cancel();
    const { shown, view } = app.store.getState();
    const region = app.region();
    if (!shown || !region) return;
    const { fill } = view.mask;
    const own = new AbortController();
    running = own;
    status.set({ phase: 'running', part });
    const alteration = (input: RgbPixels) => {
      const filled = fillPicture(input, fill, createRandom(noiseSeed));
      return [replaceRegion(input, filled, region.mask, part)];
    };
    app.trials.ask(alteration, { signal: own.signal }).then(
      ({ pictures: [picture], predictions: [after] }) => {
        if (running !== own || !picture || !after) return;
        const { pictureId, key: runKey, prediction: before } = shown;
        results.set({
          ...results.get(),
          [part]: { part, fill, region, pictureId, runKey, picture, before, after },
        });
        cancel();
      },
      (thrown: unknown) => {
        if (running !== own) return;
        cancel();
        const failure = toFailure(thrown);
        if (failure.code !== 'cancelled') status.set({ phase: 'failed', part, failure });
      },
    );
  }

  return { status, results, run, cancel };
}

/** What a result must agree with to be an answer about the screen. */
export interface TestedNow {
  readonly region: HotRegion | null;
  readonly fill: Fill;
  readonly runKey: RunKey | null;
}

/** Whether a result answers for what is on the screen: the same cells of the same run, hidden by the same fill. */
export function isCurrent(result: MaskTestResult, { region, fill, runKey }: TestedNow): boolean {
  if (region === null || result.fill !== fill || result.runKey !== runKey) return false;
  const [a, b] = [result.region.mask.data, region.mask.data];
  return a === b || (a.length === b.length && a.every((value, index) => value === b[index]));
}
