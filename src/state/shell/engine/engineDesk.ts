/** The one place where the page asks the engine for something, and where it is decided what a lost engine means. */
import { Failure, toFailure } from '../../../lib/failure.ts';
import type { Lane } from '../../../lib/lanes.ts';
import { type EngineLifecycle, isLoss, type ReadyEngine } from './engineLifecycle.ts';

/**
 * What becomes of a question whose engine is lost on the way. The loss itself is reported and the engine replaced in any
 * case.
 *
 * - `redo`: it is asked again of the next engine, as often as `redos` says.
 * - `fail`: it rejects with the loss.
 * - `drop`: it answers null: nobody waits for it, or whoever does will ask again when there is an engine.
 */
export type OnLoss = 'redo' | 'fail' | 'drop';

export interface AskOptions<Policy extends OnLoss = OnLoss> {
  readonly onLoss: Policy;
  /** `interactive` when missing; the question names the same one to the engine. */
  readonly lane?: Lane;
  /** Default 1. The lifecycle gives up by itself when losses follow each other too fast. */
  readonly redos?: number;
  /** Aborted, the question rejects at once with `cancelled`, and is not asked any more if it was not yet. */
  readonly signal?: AbortSignal;
}

/** Null only from a question that is dropped. */
export type Answer<Result, Policy extends OnLoss> = 'drop' extends Policy ? Result | null : Result;

export interface EngineDesk {
  /** The engine while it answers, else null. */
  ready(): ReadyEngine | null;
  /** The engine as soon as it answers, also after a restart; rejects with its failure when it cannot be started. */
  whenReady(): Promise<ReadyEngine>;
  /**
   * Asks the engine: at once if it answers, else as soon as it does.
   *
   * @param question asks the engine that it is given, and nothing of another; called once more for each redo
   * @throws Failure what the question throws; `cancelled`; the engine's when it cannot be started
   */
  ask<Result, Policy extends OnLoss>(
    question: (ready: ReadyEngine) => Promise<Result>,
    options: AskOptions<Policy>,
  ): Promise<Answer<Result, Policy>>;
}

export interface EngineDeskOptions {
  readonly lifecycle: Pick<EngineLifecycle, 'ready' | 'reportLoss'>;
  whenReady(): Promise<ReadyEngine>;
  /** Somebody waits for what is about to be asked: what was begun ahead of time may be given up. */
  onInteractive(): void;
}

export function createEngineDesk({ lifecycle, whenReady, onInteractive }: EngineDeskOptions): EngineDesk {
  async function askUntilAnswered<Result>(
    question: (ready: ReadyEngine) => Promise<Result>,
    { onLoss, lane = 'interactive', redos = 1, signal }: AskOptions,
  ): Promise<Result | null> {
    for (let losses = 1; ; losses++) {
      // Without waiting where there is one, so that what is asked first is also asked first of the engine.
      const ready = lifecycle.ready() ?? (await whenReady());
      if (signal?.aborted) throw cancelled();
      if (lane === 'interactive') onInteractive();
      try {
        return await question(ready);
      } catch (thrown) {
        const failure = toFailure(thrown);
        if (!isLoss(failure)) throw failure;
        lifecycle.reportLoss(ready.engine, failure);
        if (onLoss === 'drop') return null;
        if (onLoss === 'fail' || losses > redos) throw failure;
      }
    }
  }

  return {
    ready: lifecycle.ready,
    whenReady,
    ask: <Result, Policy extends OnLoss>(
      question: (ready: ReadyEngine) => Promise<Result>,
      options: AskOptions<Policy>,
    ) => {
      const answer = unlessAborted(askUntilAnswered(question, options), options.signal);
      // Only a question that is dropped answers null: see askUntilAnswered.
      return answer as Promise<Answer<Result, Policy>>;
    },
  };
}

/** Rejects as soon as the signal aborts. Listens no longer than that: a signal may outlive many questions. */
async function unlessAborted<Result>(
  answer: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (!signal) return answer;
  const over = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(cancelled());
    signal.addEventListener('abort', () => reject(cancelled()), { signal: over.signal });
  });
  try {
    return await Promise.race([aborted, answer]);
  } finally {
    over.abort();
  }
}

function cancelled(): Failure {
  return new Failure('cancelled', 'nobody waits for the answer any more');
}
