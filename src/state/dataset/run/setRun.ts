/** The run over a set: started, paused, gone on with, and what is told of it meanwhile. */
import { type FailureData, failureData, toFailure } from '../../../lib/failure.ts';
import type { DataSetFile } from '../listedFile.ts';
import { ANSWERED, type SetRows, UNREADABLE, WAITING, writeAnswer, writeProblem } from '../rows/rows.ts';
import type { DataSetServices } from '../services.ts';
import type { RunStatus } from '../status.ts';
import { createPace } from './pace.ts';
import { runSurvey } from './runSurvey.ts';

export interface SetRun {
  /** Answers what waits in the rows. Ends when nothing does, or when it was paused or failed; never rejects. */
  start(files: readonly DataSetFile[], rows: SetRows): Promise<void>;
  /** Ends a run after the picture in progress. */
  pause(): void;
  /** The same, and nothing more is told of it. */
  forget(): void;
}

export interface RunListener {
  setStatus(status: RunStatus): void;
  /** Also means that rows have changed. */
  setCounts(answered: number, unreadable: number): void;
  /** Whether an answered picture is a mistake, whose evidence is worth keeping. */
  isMistake(index: number): boolean;
}

/** While running, the screen is told so often. */
const tellEveryMs = 500;

export function createSetRun(services: DataSetServices, listener: RunListener): SetRun {
  let current: { readonly controller: AbortController; readonly ended: Promise<void> } | null = null;

  async function run(
    files: readonly DataSetFile[],
    rows: SetRows,
    controller: AbortController,
  ): Promise<void> {
    const { signal } = controller;
    const counts = { answered: countState(rows, ANSWERED), unreadable: countState(rows, UNREADABLE) };
    const waiting = Array.from(rows.state.keys()).filter((index) => rows.state[index] === WAITING);
    const hasEvidence = rows.evidenceWidth > 0;
    const pace = createPace();
    let toldMs = services.now();
    const isHeard = () => current?.controller === controller;
    const tell = (status: RunStatus) => {
      if (!isHeard()) return;
      toldMs = services.now();
      listener.setCounts(counts.answered, counts.unreadable);
      listener.setStatus(status);
    };
    const tellPace = () => {
      const done = counts.answered + counts.unreadable;
      pace.add(done, services.now());
      const perSecond = pace.perSecond();
      const remainingMs = perSecond ? ((rows.count - done) * 1000) / perSecond : null;
      tell({ kind: 'running', perSecond, remainingMs });
    };
    const tellSometimes = () => {
      if (!signal.aborted && services.now() - toldMs >= tellEveryMs) tellPace();
    };
    const onUnreadable = (index: number, problem: FailureData) => {
      writeProblem(rows, index, problem);
      counts.unreadable += 1;
      tellSometimes();
    };
    tell({ kind: 'waitingForModel' });
    try {
      const model = await services.whenModelReady(signal);
      tellPace();
      await runSurvey(
        {
          model,
          files,
          waiting,
          want: { prediction: true, features: true, evidence: hasEvidence, evidenceFeatures: hasEvidence },
          signal,
          onAnswered(index, picture, answer) {
            if (!writeAnswer(rows, index, picture, answer)) {
              onUnreadable(index, notFinite);
              return;
            }
            counts.answered += 1;
            const { evidenceFeatures } = answer;
            if (evidenceFeatures && listener.isMistake(index))
              rows.evidenceFeatures.set(index, evidenceFeatures);
            tellSometimes();
          },
          onUnreadable,
        },
        services,
      );
      tell({ kind: 'finished' });
    } catch (thrown) {
      if (signal.aborted) tell({ kind: 'paused' });
      else tell({ kind: 'failed', failure: failureData(toFailure(thrown)) });
    }
  }

  return {
    async start(files, rows) {
      // A run that was paused a moment ago still has its last picture to answer.
      while (current?.controller.signal.aborted) await current.ended;
      if (current) return;
      const controller = new AbortController();
      // The first status is told at once, and only by the current run.
      let begin: () => void = () => undefined;
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const ended = begun.then(() => run(files, rows, controller));
      current = { controller, ended };
      begin();
      await ended;
      if (current?.controller === controller) current = null;
    },
    pause() {
      current?.controller.abort();
    },
    forget() {
      current?.controller.abort();
      current = null;
    },
  };
}

const notFinite: FailureData = { code: 'numericalFailure', message: 'the answer is no number', details: {} };

function countState({ state }: SetRows, wanted: number): number {
  return state.reduce((sum, own) => sum + Number(own === wanted), 0);
}
