import type { StoreApi } from 'zustand/vanilla';
import { failureData, toFailure } from '../../lib/failure.ts';
import { hashWeights } from '../../model/version/hashWeights.ts';
import type { TrainingRecipe } from '../../model/version/recipe.ts';
import type { FitStep } from '../../train/head/fitHead.ts';
import type { Trainer } from '../../train/trainerApi.ts';
import { trainDoses } from '../../train/training/trainDoses.ts';
import type { TrainedHead } from '../../train/training/trainHead.ts';
import type { TrainingPool } from '../../train/training/trainingPool.ts';
import { heldOutResults } from './heldOutResults.ts';
import type { OpenedWorkshop } from './openedWorkshop.ts';
import { poolOf, trainingSettings } from './trainingInputs.ts';
import type { VersionShelf } from './versionShelf.ts';
import type { WorkshopDependencies } from './workshopDependencies.ts';
import { shippedId, type TrainingProgress, type WorkshopState } from './workshopState.ts';

interface TrainingRunsOptions extends Pick<WorkshopDependencies, 'connectTrainer'> {
  readonly store: StoreApi<WorkshopState>;
  readonly shelf: VersionShelf;
  readonly opened: () => Promise<OpenedWorkshop>;
  readonly newId: () => string;
}

/** Trains what the settings say, one training at a time: a new one ends the one before. */
export function createTrainingRuns({ store, shelf, opened, newId, connectTrainer }: TrainingRunsOptions) {
  let connection: ReturnType<WorkshopDependencies['connectTrainer']> | null = null;
  let running: AbortController | null = null;

  function tell(change: Partial<TrainingProgress>): void {
    store.setState(({ work }) =>
      work.phase === 'training'
        ? { work: { phase: 'training', progress: { ...work.progress, ...change } } }
        : {},
    );
  }

  function tellStep({ iteration, loss, heldOutAccuracy }: FitStep): void {
    const { work } = store.getState();
    if (work.phase !== 'training') return;
    // The first step of the next fit begins a new curve.
    const { losses, heldOutAccuracies } =
      iteration === 0 ? { losses: [], heldOutAccuracies: [] } : work.progress;
    tell({ losses: [...losses, loss], heldOutAccuracies: [...heldOutAccuracies, heldOutAccuracy ?? 0] });
  }

  /** Runs one piece of work; ends in the state as idle or failed, never as an error. */
  async function run(total: number, work: (trainer: Trainer, signal: AbortSignal) => Promise<void>) {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const progress = { done: 0, total, losses: [], heldOutAccuracies: [] };
    store.setState({ work: { phase: 'training', progress } });
    try {
      connection ??= connectTrainer();
      await work(connection.trainer, controller.signal);
      if (running === controller) store.setState({ work: { phase: 'idle' } });
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code === 'workerDied' || failure.code === 'workerUnresponsive') connection = null;
      if (running !== controller) return;
      store.setState({
        work:
          failure.code === 'cancelled'
            ? { phase: 'idle' }
            : { phase: 'failed', failure: failureData(failure) },
      });
    }
  }

  function addVersion(
    trained: TrainedHead,
    recipe: TrainingRecipe,
    pool: TrainingPool,
    parent: string | null,
  ): string {
    const comparedWith = parent ?? shippedId;
    const id = newId();
    shelf.add({
      version: {
        id,
        name: nameOf(recipe, trained),
        parent,
        recipe,
        head: trained.head,
        temperature: 1,
        weightsHash: hashWeights(trained.head),
      },
      pictures: trained.pictures,
      comparedWith,
      results: heldOutResults(trained.head, shelf.rowOf(comparedWith)?.version.head ?? null, pool),
    });
    return id;
  }

  return {
    train: () =>
      run(1, async (trainer, signal) => {
        const { bank, shipped, modelHash } = await opened();
        const { settings, pictures } = store.getState();
        const pool = poolOf(bank, pictures, settings.seed);
        const trained = await trainer.train(
          { pool, settings: trainingSettings(settings, shipped, bank, pictures) },
          { signal, onEvent: tellStep },
        );
        const recipe = recipeOf(store.getState(), modelHash, bank.hash);
        addVersion(trained, recipe, pool, settings.base === 'shipped' ? shippedId : null);
      }),

    trainSeries: () =>
      run(seriesFits, async (trainer, signal) => {
        const { bank, shipped, modelHash } = await opened();
        const state = store.getState();
        const pool = poolOf(bank, state.pictures, state.settings.seed);
        const recipe = recipeOf(state, modelHash, bank.hash);
        let first: string | null = null;
        store.setState({ series: [] });
        await trainDoses(
          (settings, start) => trainer.train({ pool, settings, start }, { signal, onEvent: tellStep }),
          trainingSettings(state.settings, shipped, bank, state.pictures),
          {
            onFit(fit, done, total) {
              store.setState(({ series }) => ({ series: [...series, fit] }));
              tell({ done, total });
              if (fit.draw > 0) return;
              const id = addVersion(fit.trained, { ...recipe, dose: fit.dose }, pool, first);
              first ??= id;
            },
          },
        );
      }),

    cancel(): void {
      running?.abort();
      running = null;
      if (store.getState().work.phase === 'training') store.setState({ work: { phase: 'idle' } });
    },

    dispose(): void {
      running?.abort();
      connection?.close();
    },
  };
}

/** Two doses that are trained once, and three in five draws. */
const seriesFits = 17;

function recipeOf(
  { settings, pictures }: WorkshopState,
  modelHash: string,
  bankHash: string,
): TrainingRecipe {
  return {
    ...settings,
    modelHash,
    bankHash,
    isCalibrated: false,
    pictures: pictures.map(({ sha256, classIndex, set, alterations }) => ({
      sha256,
      classIndex,
      set,
      alterations,
    })),
  };
}

function nameOf({ base, dose, penalty }: TrainingRecipe, { pictures }: TrainedHead): string {
  const added = `${pictures.supplement} pictures added (${Math.round(100 * dose)}%)`;
  const parts = [base === 'zero' ? 'From scratch' : 'Improved', added];
  if (penalty !== null) parts.push(penalty.kind === 'twins' ? 'twins alike' : 'evidence penalised');
  return parts.join(', ');
}
