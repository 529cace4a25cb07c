import { describe, expect, test, vi } from 'vitest';
import { smallBank, smallDimension, smallModel, smallModelHash } from '../../../test/smallWorkshop.ts';
import { Failure } from '../../lib/failure.ts';
import { readHead } from '../../model/version/replaceHead.ts';
import type { Bank } from '../../train/bank/bank.ts';
import type { Trainer } from '../../train/trainerApi.ts';
import { doseLine } from '../../train/training/trainDoses.ts';
import { createTrainer } from '../../worker/createTrainer.ts';
import { createHistory } from '../shell/history.ts';
import { createWorkshop } from './createWorkshop.ts';
import type { WorkshopPicture } from './workshopState.ts';

function start(change: { loadBank?: () => Promise<Bank>; trainer?: Trainer } = {}) {
  const history = createHistory(() => 0);
  const close = vi.fn();
  const workshop = createWorkshop({
    loadBank: change.loadBank ?? (async () => smallBank()),
    loadModel: async () => ({ hash: smallModelHash, files: smallModel() }),
    connectTrainer: () => ({ trainer: change.trainer ?? createTrainer(), close }),
    history,
    application: 'StrataCAM test',
  });
  return { ...workshop, history, close, state: workshop.store.getState };
}

function picture(number: number, change: Partial<WorkshopPicture> = {}): WorkshopPicture {
  return {
    id: `picture-${number}`,
    name: `picture ${number}`,
    sha256: number.toString(16).padStart(64, '0'),
    classIndex: number % 2,
    set: 'supplement',
    alterations: [],
    features: new Float32Array(smallDimension).fill(number % 2),
    cells: null,
    ...change,
  };
}

describe('opening', () => {
  test('loads nothing before it is asked for, then puts up the shipped model with its answers', async () => {
    const { state, actions, store } = start();
    expect(state()).toMatchObject({ bank: { phase: 'absent' }, versions: [] });
    actions.open();
    await vi.waitFor(() => expect(state().bank.phase).toBe('ready'));
    const [row] = store.getState().versions;
    expect(row?.version).toMatchObject({ id: 'shipped', parent: null, recipe: null });
    expect(row?.results.map(({ name, total }) => [name, total])).toEqual([
      ['heldOut', 50],
      ['heldOutCrated', 50],
    ]);
    // Its head knows feature 0 alone, which crates raise: behind them every cat is a dog.
    expect(row?.results[1]?.called[0]).toEqual([0, 25]);
    expect(row?.results[1]?.hasEnough).toBe(true);
  });

  test('tells what failed, and tries again when asked again', async () => {
    const loadBank = vi
      .fn<() => Promise<Bank>>()
      .mockRejectedValueOnce(new Failure('modelUnreachable', 'gone'))
      .mockResolvedValue(smallBank());
    const { state, actions } = start({ loadBank });
    actions.open();
    await vi.waitFor(() =>
      expect(state().bank).toMatchObject({ phase: 'failed', failure: { code: 'modelUnreachable' } }),
    );
    actions.open();
    await vi.waitFor(() => expect(state().bank.phase).toBe('ready'));
  });

  test('refuses a bank of another model', async () => {
    const { state, actions } = start({ loadBank: async () => ({ ...smallBank(), modelHash: 'other' }) });
    actions.open();
    await vi.waitFor(() => expect(state().bank).toMatchObject({ failure: { code: 'bankInvalid' } }));
  });
});

describe('training', () => {
  test('opens the workshop where it has to, makes a version and selects it', async () => {
    const { state, actions } = start();
    await actions.train();
    const { versions, selectedId, work } = state();
    expect(work).toEqual({ phase: 'idle' });
    expect(versions.map(({ version }) => version.id)).toEqual(['shipped', selectedId]);
    const row = versions[1]!;
    expect(row.pictures).toEqual({ original: 60, supplement: 10 });
    expect(row.version.recipe).toMatchObject({ base: 'zero', dose: 0.25, bankHash: 'b'.repeat(64) });
    expect(row.results[1]!.right).toBeGreaterThan(versions[0]!.results[1]!.right);
    expect(row.results[1]!.change!.better).toBeGreaterThan(0);
  });

  test('is told iteration by iteration', async () => {
    const { store, actions } = start();
    const lengths: number[] = [];
    store.subscribe(({ work }) => {
      if (work.phase === 'training') lengths.push(work.progress.losses.length);
    });
    await actions.train();
    expect(Math.max(...lengths)).toBeGreaterThan(5);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
  });

  test('is cancelled between two iterations, and leaves everything as it was', async () => {
    const { store, state, actions } = start();
    store.subscribe(({ work }) => {
      if (work.phase === 'training' && work.progress.losses.length === 3) actions.cancel();
    });
    await actions.train();
    expect(state().work).toEqual({ phase: 'idle' });
    expect(state().versions.length).toBe(1);
  });

  test('that fails says why, and the next one runs', async () => {
    const real = createTrainer();
    const trainer = {
      train: vi.fn<Trainer['train']>(real.train).mockRejectedValueOnce(new Failure('workerDied', 'gone')),
    };
    const { state, actions } = start({ trainer });
    await actions.train();
    expect(state().work).toMatchObject({ phase: 'failed', failure: { code: 'workerDied' } });
    await actions.train();
    expect(state().work).toEqual({ phase: 'idle' });
    expect(state().versions.length).toBe(2);
  });

  test('of all doses makes a version of each, and a line with a band', async () => {
    const { state, actions } = start();
    await actions.trainSeries();
    const { series, versions, work } = state();
    expect(work).toEqual({ phase: 'idle' });
    expect(series.length).toBe(17);
    expect(versions.slice(1).map(({ version }) => version.recipe!.dose)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    // Every dose is compared with none.
    expect(versions.slice(2).every(({ comparedWith }) => comparedWith === versions[1]!.version.id)).toBe(
      true,
    );
    expect(doseLine(series, ({ pictures }) => pictures.supplement).map(({ value }) => value)).toEqual([
      0, 10, 20, 30, 40,
    ]);
  });

  test('with a penalty on the crates’ cells, and on twins', async () => {
    const { state, actions } = start();
    const penalty = { strength: 1, penalised: 'any', painted: [] } as const;
    actions.changeSettings({ dose: 0, penalty: { ...penalty, kind: 'evidence' } });
    await actions.train();
    actions.changeSettings({ penalty: { ...penalty, kind: 'twins' } });
    await actions.train();
    expect(state().work).toEqual({ phase: 'idle' });
    const [, evidence, twins] = state().versions.map(({ version }) => version.head.kernel);
    // Twins differ in features 0 and 1 alone, so that their change of the logit can vanish.
    expect(Math.abs(2 * twins![0]! + 3 * twins![1]!)).toBeLessThan(0.1);
    expect(evidence).not.toEqual(twins);
  });

  test('takes own pictures, whose fifth is held out', async () => {
    const { state, actions } = start();
    actions.changeSettings({ dose: 1 });
    actions.addPictures(Array.from({ length: 20 }, (_, number) => picture(number)));
    await actions.train();
    const row = state().versions[1]!;
    expect(row.pictures).toEqual({ original: 60, supplement: 56 });
    expect(row.results[2]).toMatchObject({ name: 'own', total: 4, hasEnough: false });
    expect(row.version.recipe!.pictures.length).toBe(20);
  });
});

describe('the rows of versions', () => {
  test('are renamed, removed and brought back', async () => {
    const { state, actions, history } = start();
    await actions.train();
    const { id } = state().versions[1]!.version;
    actions.rename(id, '  Mine ');
    expect(state().versions[1]!.version.name).toBe('Mine');
    actions.remove(id);
    expect(state()).toMatchObject({ selectedId: 'shipped' });
    expect(state().versions.length).toBe(1);
    history.undo();
    expect(state()).toMatchObject({ selectedId: id });
    expect(state().versions[1]!.version.name).toBe('Mine');
    history.redo();
    expect(state().versions.length).toBe(1);
  });

  test('keep the shipped model, whatever is asked', async () => {
    const { state, actions } = start();
    await actions.train();
    actions.remove('shipped');
    actions.rename('shipped', 'other');
    actions.select('nothing');
    expect(state().versions[0]!.version.name).toBe('As shipped');
  });

  test('have a calibrated one of the same answers', async () => {
    const { state, actions } = start();
    actions.open();
    await actions.calibrate('shipped');
    const [shipped, calibrated] = state().versions;
    expect(calibrated!.version.head).toBe(shipped!.version.head);
    expect(calibrated!.version.temperature).not.toBe(1);
    expect(calibrated!.version.weightsHash).not.toBe(shipped!.version.weightsHash);
  });
});

test('settings and pictures are undoable', () => {
  const { state, actions, history } = start();
  actions.changeSettings({ base: 'shipped' });
  actions.addPictures([picture(1)]);
  actions.addPictures([picture(1), picture(2)]);
  expect(state().pictures.map(({ id }) => id)).toEqual(['picture-1', 'picture-2']);
  actions.removePicture('picture-1');
  history.undo();
  history.undo();
  history.undo();
  expect(state().pictures).toEqual([]);
  history.undo();
  expect(state().settings.base).toBe('zero');
});

describe('what is saved', () => {
  test('a version as a model has its weights', async () => {
    const { state, actions } = start();
    await actions.train();
    const { version } = state().versions[1]!;
    const head = readHead(await actions.exportModel(version.id));
    expect(head.kernel).toEqual(Float64Array.from(version.head.kernel, Math.fround));
    await expect(actions.exportModel('none')).rejects.toMatchObject({ code: 'nothingToSave' });
  });

  test('a recipe makes the same version again, under its name', async () => {
    const first = start();
    first.actions.changeSettings({ base: 'shipped', dose: 0.5, seed: 3 });
    await first.actions.train();
    const made = first.state().versions[1]!.version;
    first.actions.rename(made.id, 'Mine');
    const second = start();
    await second.actions.openRecipe(first.actions.exportRecipe(made.id)!);
    expect(second.state().versions[1]!.version).toMatchObject({
      name: 'Mine',
      head: made.head,
      weightsHash: made.weightsHash,
    });
    expect(first.actions.exportRecipe('shipped')).toBeNull();
  });

  test('a recipe of pictures that are not here is refused with its reason, and nothing changes', async () => {
    const first = start();
    first.actions.addPictures(Array.from({ length: 10 }, (_, number) => picture(number)));
    await first.actions.train();
    const content = first.actions.exportRecipe(first.state().versions[1]!.version.id)!;
    const second = start();
    await expect(second.actions.openRecipe(content)).rejects.toMatchObject({ code: 'savedFileInvalid' });
    expect(second.state().settings).toEqual(start().state().settings);
    await expect(second.actions.openRecipe('{}')).rejects.toMatchObject({ code: 'savedFileInvalid' });
  });
});

test('closing ends the worker', async () => {
  const { actions, dispose, close } = start();
  await actions.train();
  dispose();
  expect(close).toHaveBeenCalledOnce();
});
