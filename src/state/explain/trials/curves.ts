import type { StoreApi } from 'zustand/vanilla';
import type { Grid } from '../../../cam/map/grid.ts';
import { resize } from '../../../cam/map/resize.ts';
import type { RgbPixels } from '../../../image/pixels.ts';
import { failureData, toFailure } from '../../../lib/failure.ts';
import { centreBlob, randomMap, sobelEdges } from '../../../measure/baselines.ts';
import { type CurveKind, curvePictures, pixelOrder } from '../../../measure/deletionInsertion.ts';
import type { AppState } from '../appState.ts';
import type { MapSource } from '../maps/displayMap.ts';
import type { RunKey } from '../runs/runStatus.ts';
import type { StageSource } from '../view/view.ts';
import { type CurveSubject, type Curves, curveKinds, curveSteps, curveSubjects } from './curvesStatus.ts';
import type { Trials } from './trials.ts';

/** Pictures per question to the model: a cancellation is heard between two, and so is everybody else. */
const batchSize = 8;
/** Of the random map. */
const seed = 1;

export interface CurveMeasuringOptions {
  readonly store: StoreApi<AppState>;
  readonly maps: Pick<MapSource, 'stage'>;
  readonly trials: Trials;
}

export interface CurveMeasuring {
  /** Measures the map that a stage would show, and the baselines. */
  measure(source: StageSource): void;
  /** Gives up what is being measured; what is known of it is forgotten. */
  cancel(): void;
  /** Compares what was measured with what is shown, and puts away what belongs to another map. */
  update(): void;
  dispose(): void;
}

interface Work {
  readonly source: StageSource;
  readonly grid: Grid;
  readonly runKey: RunKey;
}

/**
 * Deletion and insertion curves of the map on the screen: docs/mathematics.md "Measures". They belong to one map of
 * one run; looking at another map gives them up. What was measured to the end is remembered as long as its map.
 */
export function createCurveMeasuring({ store, maps, trials }: CurveMeasuringOptions): CurveMeasuring {
  const measured = new WeakMap<Grid, { readonly runKey: RunKey; readonly curves: Curves }>();
  /** The baselines know the picture and the class alone: of the latest run. */
  let baselines: { readonly runKey: RunKey; readonly curves: Curves } | null = null;
  let work: Work | null = null;
  /** Of the open question. */
  let asking: AbortController | null = null;
  let latest: { readonly source: StageSource; readonly grid: Grid } | null = null;

  function isShown({ source, grid, runKey }: Work): boolean {
    return store.getState().shown?.key === runKey && maps.stage(source)?.grid === grid;
  }

  function abort(): void {
    asking?.abort();
    asking = null;
    work = null;
  }

  async function run(own: Work, classIndex: number): Promise<void> {
    let curves: Curves = baselines?.runKey === own.runKey ? baselines.curves : {};
    const missing = curveSubjects.filter((subject) => curves[subject] === undefined);
    const total = missing.length * curveKinds.length * (curveSteps + 1);
    let done = 0;
    for (const subject of missing) {
      for (const kind of curveKinds) {
        const measuring = measureCurve(own, subject, kind, classIndex);
        const values: number[] = [];
        for await (const batch of measuring) {
          if (work !== own) return;
          values.push(...batch);
          done += batch.length;
          curves = { ...curves, [subject]: { ...(curves[subject] ?? noCurves), [kind]: [...values] } };
          const fraction = done / total;
          store.setState({ curves: { phase: 'computing', source: own.source, fraction, curves } });
        }
      }
    }
    work = null;
    const { map: _map, ...ofBaselines } = curves;
    baselines = { runKey: own.runKey, curves: ofBaselines };
    measured.set(own.grid, { runKey: own.runKey, curves });
    store.setState({ curves: { phase: 'done', source: own.source, curves } });
  }

  /** The probabilities of one curve, some at a time. */
  async function* measureCurve(
    { grid }: Work,
    subject: CurveSubject,
    kind: CurveKind,
    classIndex: number,
  ): AsyncGenerator<readonly number[], void, undefined> {
    let pictures: Generator<RgbPixels, void, undefined> | null = null;
    for (let left = curveSteps + 1; left > 0; left -= batchSize) {
      const alteration = (input: RgbPixels) => {
        pictures ??= curvePictures(kind, input, pixelOrder(subjectMap(subject, grid, input)), curveSteps);
        return take(pictures, Math.min(batchSize, left));
      };
      asking = new AbortController();
      const { predictions } = await trials.ask(alteration, { signal: asking.signal });
      yield predictions.map(({ probabilities }) => probabilities[classIndex] ?? Number.NaN);
    }
  }

  function measure(source: StageSource): void {
    const { shown } = store.getState();
    const map = maps.stage(source);
    if (shown === null || map === null || map.empty !== null) return;
    abort();
    latest = { source, grid: map.grid };
    const known = measured.get(map.grid);
    if (known?.runKey === shown.key) {
      store.setState({ curves: { phase: 'done', source, curves: known.curves } });
      return;
    }
    const own = { source, grid: map.grid, runKey: shown.key };
    work = own;
    store.setState({ curves: { phase: 'computing', source, fraction: 0, curves: {} } });
    run(own, shown.classIndex).catch((thrown: unknown) => {
      if (work !== own) return;
      work = null;
      const failure = toFailure(thrown);
      store.setState({
        curves:
          failure.code === 'cancelled'
            ? { phase: 'idle' }
            : { phase: 'failed', source, failure: failureData(failure) },
      });
    });
  }

  return {
    measure,
    cancel() {
      if (work === null) return;
      abort();
      store.setState({ curves: { phase: 'idle' } });
    },
    update() {
      if (latest === null || (work && isShown(work))) return;
      abort();
      const { curves, shown } = store.getState();
      const { source, grid: asked } = latest;
      // Back at a map that was measured, its curves are there again.
      const grid = maps.stage(source)?.grid;
      const known = grid && measured.get(grid);
      if (known && known.runKey === shown?.key) {
        if (curves.phase === 'done' && curves.curves === known.curves) return;
        store.setState({ curves: { phase: 'done', source, curves: known.curves } });
      } else if (curves.phase !== 'idle' && grid !== asked) {
        store.setState({ curves: { phase: 'idle' } });
      }
    },
    dispose: abort,
  };
}

const noCurves = { deletion: [], insertion: [] };

function take<Value>(values: Generator<Value, void, undefined>, count: number): Value[] {
  const taken: Value[] = [];
  while (taken.length < count) {
    const { value, done } = values.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

/** The map whose curves are measured, on the raster of the model's input. */
function subjectMap(subject: CurveSubject, grid: Grid, input: RgbPixels): Grid {
  const { width, height } = input;
  switch (subject) {
    case 'map':
      return resize(grid, width, height);
    case 'random':
      return randomMap(width, height, seed);
    case 'centre':
      return centreBlob(width, height);
    case 'edges':
      return sobelEdges(input);
  }
}
