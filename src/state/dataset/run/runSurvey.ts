/** One forward pass for each picture that waits: files are read ahead while the engine answers. */
import type { ModelInfo, SurveyedPicture, SurveyWant } from '../../../engine/api.ts';
import { Failure, type FailureData, failureData, toFailure } from '../../../lib/failure.ts';
import { isLoss } from '../../shell/engine/engineLifecycle.ts';
import type { DataSetFile } from '../listedFile.ts';
import type { DataSetServices, SetPicture } from '../services.ts';

export interface SurveyJob {
  readonly model: ModelInfo;
  readonly files: readonly DataSetFile[];
  /** Indices of files, in the order in which they are answered. */
  readonly waiting: readonly number[];
  readonly want: SurveyWant;
  readonly signal: AbortSignal;
  onAnswered(index: number, picture: SetPicture, answer: SurveyedPicture): void;
  onUnreadable(index: number, failure: FailureData): void;
}

interface ReadFile {
  readonly index: number;
  readonly picture: SetPicture;
}

/** Files in reading at a time, and pictures in one call of the engine. */
const readsAhead = 16;
const batchSize = 8;
/** Losses of the engine on one and the same picture, after which that picture is left out. */
const mostLosses = 2;

/**
 * Answers each picture once. A file that cannot be read, or that the engine cannot bear, is reported and left out; the
 * loss of the engine is waited for, and nothing that was answered is asked again. Answers do not depend on the order.
 *
 * @throws Failure `cancelled` when aborted, and the failure of `whenModelReady` where the engine does not come back.
 */
export async function runSurvey(job: SurveyJob, services: DataSetServices): Promise<void> {
  let batch: ReadFile[] = [];
  let asked: Promise<void> = Promise.resolve();
  const ask = async () => {
    await asked;
    asked = surveyBatch(batch, job, services);
    // It is awaited before the next one; until then its failure is nobody's surprise.
    asked.catch(() => undefined);
    batch = [];
  };
  for await (const { index, outcome } of readInOrder(job, services)) {
    if (job.signal.aborted) break;
    if ('failure' in outcome) job.onUnreadable(index, outcome.failure);
    else batch.push({ index, picture: outcome.picture });
    if (batch.length === batchSize) await ask();
  }
  if (batch.length > 0 && !job.signal.aborted) await ask();
  await asked;
  if (job.signal.aborted) throw new Failure('cancelled', 'the run was stopped');
}

type Outcome = { readonly picture: SetPicture } | { readonly failure: FailureData };

async function* readInOrder(
  { files, waiting, model, signal }: SurveyJob,
  services: DataSetServices,
): AsyncGenerator<{ readonly index: number; readonly outcome: Outcome }> {
  const reading: { readonly index: number; readonly outcome: Promise<Outcome> }[] = [];
  let next = 0;
  while (!signal.aborted) {
    while (reading.length < readsAhead && next < waiting.length) {
      const index = waiting[next]!;
      reading.push({ index, outcome: readFile(files[index]!, model, services, signal) });
      next += 1;
    }
    const first = reading.shift();
    if (!first) return;
    yield { index: first.index, outcome: await first.outcome };
  }
}

/** Never rejects: a file's failure is an answer like others. */
async function readFile(
  file: DataSetFile,
  model: ModelInfo,
  services: DataSetServices,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const blob = await file.open().catch((thrown: unknown) => {
      throw new Failure('pictureUnreachable', String(thrown), {}, { cause: thrown });
    });
    return { picture: await services.readPicture(blob, model, signal) };
  } catch (thrown) {
    return { failure: failureData(toFailure(thrown)) };
  }
}

async function surveyBatch(
  batch: readonly ReadFile[],
  job: SurveyJob,
  services: DataSetServices,
): Promise<void> {
  let rest = batch;
  let losses = 0;
  while (rest.length > 0) {
    let answered = 0;
    try {
      await services.survey(
        { model: job.model.id, inputs: rest.map(({ picture }) => picture.input), want: job.want },
        {
          signal: job.signal,
          onEvent(answer) {
            const { index, picture } = rest[answer.index]!;
            answered = answer.index + 1;
            job.onAnswered(index, picture, answer);
          },
        },
      );
      return;
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (job.signal.aborted || failure.code === 'cancelled') throw failure;
      losses = answered > 0 ? 1 : losses + 1;
      rest = rest.slice(answered);
      const isHopeless = !isLoss(failure) || losses >= mostLosses;
      if (isHopeless && rest[0]) {
        job.onUnreadable(rest[0].index, failureData(failure));
        rest = rest.slice(1);
        losses = 0;
      }
      if (isLoss(failure)) await services.whenModelReady(job.signal);
    }
  }
}
