import { createStore, type StoreApi } from 'zustand/vanilla';
import { Failure } from '../../lib/failure.ts';
import { isDefined } from '../../measure/classification/measured.ts';
import { hashWeights } from '../../model/version/hashWeights.ts';
import { readRecipe, writeRecipe } from '../../model/version/recipeFile.ts';
import { replaceHead } from '../../model/version/replaceHead.ts';
import { calibrateHead } from '../../train/head/calibrateHead.ts';
import { usualStrength } from '../../train/head/fitHead.ts';
import { askHeldOut } from '../../train/training/trainHead.ts';
import { createOpening } from './openedWorkshop.ts';
import { poolOf } from './trainingInputs.ts';
import { createTrainingRuns } from './trainingRuns.ts';
import { createVersionShelf } from './versionShelf.ts';
import type { WorkshopActions } from './workshopActions.ts';
import type { WorkshopDependencies } from './workshopDependencies.ts';
import { shippedId, type WorkshopSettings, type WorkshopState } from './workshopState.ts';

export interface Workshop {
  readonly store: StoreApi<WorkshopState>;
  readonly actions: WorkshopActions;
  dispose(): void;
}

/** The article's series from scratch: a quarter of the supplement, the first draw. */
const firstSettings: WorkshopSettings = {
  base: 'zero',
  dose: 0.25,
  seed: 1,
  strength: usualStrength,
  isBalanced: false,
  penalty: null,
};

/** A workshop that is not open yet: nothing is loaded before it is asked for. */
export function createWorkshop(dependencies: WorkshopDependencies): Workshop {
  const { history, application, connectTrainer } = dependencies;
  const store = createStore<WorkshopState>(() => ({
    bank: { phase: 'absent' },
    settings: firstSettings,
    pictures: [],
    work: { phase: 'idle' },
    series: [],
    versions: [],
    selectedId: shippedId,
  }));
  let lastId = 0;
  const newId = () => `version-${++lastId}`;
  const opened = createOpening(store, dependencies);
  const shelf = createVersionShelf(store, history);
  const runs = createTrainingRuns({ store, shelf, opened, newId, connectTrainer });

  /** Undoable; settings that change again and again count as one deed. */
  function change(kind: string | null, to: Partial<Pick<WorkshopState, 'settings' | 'pictures'>>): void {
    const { settings, pictures } = store.getState();
    store.setState(to);
    history.record({
      kind,
      undo: () => store.setState({ settings, pictures }),
      redo: () => store.setState(to),
    });
  }

  async function calibrate(id: string): Promise<void> {
    const { bank } = await opened();
    const row = shelf.rowOf(id);
    if (!row) return;
    const { version } = row;
    const { pictures, settings } = store.getState();
    const pool = poolOf(bank, pictures, version.recipe?.seed ?? settings.seed);
    const [heldOut] = pool.heldOut;
    if (!heldOut) return;
    const logits = askHeldOut(version.head, pool)[heldOut.name]!;
    const temperature = calibrateHead(logits, heldOut.rows.classes, version.head.units);
    if (!isDefined(temperature)) {
      throw new Failure('tooFewPictures', `no temperature: ${temperature.undefined}`);
    }
    shelf.add({
      ...row,
      version: {
        ...version,
        id: newId(),
        name: `${version.name}, calibrated`,
        parent: id,
        recipe: version.recipe && { ...version.recipe, isCalibrated: true },
        temperature,
        weightsHash: hashWeights(version.head, temperature),
      },
      comparedWith: id,
    });
  }

  async function openRecipe(content: string): Promise<void> {
    const { recipe, name } = readRecipe(content);
    const { bank, modelHash } = await opened();
    const refuse = (reason: string) => new Failure('savedFileInvalid', reason, { reason });
    if (recipe.modelHash !== modelHash) throw refuse('It was trained with another model');
    if (recipe.bankHash !== bank.hash) throw refuse('It was trained with another set of pictures');
    const here = store.getState().pictures;
    const pictures = recipe.pictures.map((wanted) => {
      const found = here.find(
        ({ sha256, alterations }) =>
          sha256 === wanted.sha256 && alterations.join() === wanted.alterations.join(),
      );
      if (!found)
        throw refuse('It was trained with pictures that are not here: add them, then open it again');
      return { ...found, classIndex: wanted.classIndex, set: wanted.set };
    });
    const { base, dose, seed, strength, isBalanced, penalty } = recipe;
    change(null, { settings: { base, dose, seed, strength, isBalanced, penalty }, pictures });
    const before = store.getState().versions.length;
    await runs.train();
    const made = store.getState().versions[before];
    if (!made) return;
    shelf.rename(made.version.id, name);
    if (recipe.isCalibrated) await calibrate(made.version.id);
  }

  const actions: WorkshopActions = {
    // What goes wrong is in the state.
    open: () => void opened().catch(() => undefined),
    changeSettings: (part) =>
      change(`workshop ${Object.keys(part).join()}`, {
        settings: { ...store.getState().settings, ...part },
      }),
    addPictures(added) {
      const { pictures } = store.getState();
      const isHere = new Set(pictures.map(({ id }) => id));
      change(null, { pictures: [...pictures, ...added.filter(({ id }) => !isHere.has(id))] });
    },
    removePicture: (id) =>
      change(null, { pictures: store.getState().pictures.filter((picture) => picture.id !== id) }),
    train: runs.train,
    trainSeries: runs.trainSeries,
    cancel: runs.cancel,
    calibrate,
    select: shelf.select,
    rename: shelf.rename,
    remove: shelf.remove,
    async exportModel(id) {
      const { files } = await opened();
      const row = shelf.rowOf(id);
      if (!row) throw new Failure('nothingToSave', `there is no version ${id}`);
      return replaceHead(files, row.version.head, row.version.temperature);
    },
    exportRecipe(id) {
      const version = shelf.rowOf(id)?.version;
      if (!version?.recipe) return null;
      return writeRecipe({ ...version, recipe: version.recipe }, application);
    },
    openRecipe,
  };

  return { store, actions, dispose: runs.dispose };
}
