import { createStore } from 'zustand/vanilla';
import { readTags, writeTags } from '../../dataset/exchange/tagsFile.ts';
import { applyLabels } from '../../dataset/labels/proposeLabels.ts';
import { failureData, toFailure } from '../../lib/failure.ts';
import { createHistory } from '../shell/history.ts';
import { computeIntervals } from './analyses/intervals.ts';
import type { DataSet } from './dataSet.ts';
import { type ListedSet, listFiles } from './listFiles.ts';
import { applyChange, type Edits, effectiveLabels } from './rows/edits.ts';
import { exportedRows } from './rows/exportedRows.ts';
import { answerOf, createRows, type SetRows } from './rows/rows.ts';
import { selectPictures } from './rows/selection.ts';
import { measureSet } from './rows/setNumbers.ts';
import { createSetRun } from './run/setRun.ts';
import type { DataSetServices } from './services.ts';
import type { DataSetPhase, DataSetState } from './status.ts';

const emptyCounts = { pictures: 0, answered: 0, unreadable: 0, masks: 0, leftOut: 0 };

const initialState: DataSetState = {
  name: '',
  phase: { kind: 'empty' },
  counts: emptyCounts,
  threshold: 0,
  selection: { kind: 'all' },
  order: 'path',
  revision: 0,
  intervals: { kind: 'none' },
};

/** One set of pictures, empty until it is opened. */
export function createDataSet(services: DataSetServices): DataSet {
  const store = createStore<DataSetState>(() => initialState);
  const history = createHistory(services.now);
  let opening = new AbortController();
  let bootstrapping = new AbortController();
  let listed: ListedSet | null = null;
  let classes: readonly string[] = [];
  let modelTitle = '';
  let chosen: ReadonlyMap<string, number | null> = new Map();
  let rows: SetRows | null = null;
  let edits: Edits = new Map();

  const change = () => store.setState(({ revision }) => ({ revision: revision + 1 }));
  const setPhase = (phase: DataSetPhase) => store.setState({ phase });
  const setEdits = (next: Edits) => {
    edits = next;
    change();
  };
  const labels = remember(
    () => [listed, chosen, edits],
    () => effectiveLabels(listed ? applyLabels(listed.proposal, chosen) : new Int32Array(), edits, classes),
  );
  const run = createSetRun(services, {
    setStatus: (status) => setPhase({ kind: 'open', run: status }),
    setCounts(answered, unreadable) {
      store.setState(({ counts, revision }) => ({
        counts: { ...counts, answered, unreadable: unreadable + unlistedCount(listed) },
        revision: revision + 1,
      }));
    },
    isMistake(index) {
      const label = labels()[index]!;
      return rows !== null && label >= 0 && label !== answerOf(rows, index, store.getState().threshold);
    },
  });
  const numbers = remember(
    () => [rows, store.getState().revision],
    () => rows && measureSet(rows, labels(), edits),
  );
  const shown = remember(
    () => {
      const { revision, threshold, selection, order } = store.getState();
      return [rows, revision, threshold, selection, order];
    },
    () => {
      const { threshold, selection, order } = store.getState();
      return rows ? selectPictures({ rows, labels: labels(), edits, threshold }, selection, order) : [];
    },
  );

  function recordEdits(next: Edits): void {
    const before = edits;
    setEdits(next);
    history.record({ undo: () => setEdits(before), redo: () => setEdits(next), kind: null });
  }

  /** Intervals that are still being computed would be those of another threshold, or of fewer pictures. */
  function forgetIntervals(): void {
    bootstrapping.abort();
    store.setState({ intervals: { kind: 'none' } });
  }

  function forget(): void {
    opening.abort();
    bootstrapping.abort();
    run.forget();
    history.clear();
    listed = null;
    rows = null;
    chosen = new Map();
    edits = new Map();
  }

  return {
    store,
    async open(name, files) {
      forget();
      opening = new AbortController();
      const { signal } = opening;
      store.setState({ ...initialState, name, phase: { kind: 'listing', files: 0 } });
      try {
        const model = await services.whenModelReady(signal);
        const tell = (count: number) => {
          if (count % 100 === 0) setPhase({ kind: 'listing', files: count });
        };
        const found = await listFiles(files, model.card.labels, signal, tell);
        if (signal.aborted) return;
        classes = model.card.labels;
        modelTitle = model.card.title;
        listed = found;
        const { pictures, masks, problems } = found;
        rows = createRows(
          pictures.map(({ path }) => path),
          model,
        );
        const leftOut = problems.filter((problem) => 'leftOut' in problem).length;
        store.setState(({ revision }) => ({
          counts: {
            ...emptyCounts,
            pictures: pictures.length,
            masks: masks.size,
            unreadable: unlistedCount(found),
            leftOut,
          },
          phase: { kind: 'labelling', proposal: found.proposal, chosen },
          revision: revision + 1,
        }));
      } catch (thrown) {
        if (!signal.aborted) setPhase({ kind: 'failed', failure: failureData(toFailure(thrown)) });
      }
    },
    chooseClass(key, classIndex) {
      chosen = new Map(chosen).set(key, classIndex);
      const { phase } = store.getState();
      if (phase.kind === 'labelling') setPhase({ ...phase, chosen });
      change();
    },
    confirmLabels() {
      if (store.getState().phase.kind === 'labelling') setPhase({ kind: 'open', run: { kind: 'idle' } });
    },
    async start() {
      if (store.getState().phase.kind !== 'open' || !listed || !rows) return;
      forgetIntervals();
      await run.start(listed.pictures, rows);
    },
    pause: run.pause,
    close() {
      forget();
      store.setState({ ...initialState, revision: store.getState().revision + 1 });
    },
    setThreshold(threshold) {
      forgetIntervals();
      store.setState({ threshold });
    },
    select: (selection) => store.setState({ selection }),
    sort: (order) => store.setState({ order }),
    async computeIntervals() {
      bootstrapping.abort();
      bootstrapping = new AbortController();
      const { signal } = bootstrapping;
      const found = numbers();
      if (found?.kind !== 'binary') return;
      const tell = (fraction: number) => store.setState({ intervals: { kind: 'computing', fraction } });
      tell(0);
      const intervals = await computeIntervals(
        found,
        store.getState().threshold,
        services,
        signal,
        (fraction) => {
          if (!signal.aborted) tell(fraction);
        },
      );
      if (intervals && !signal.aborted) store.setState({ intervals: { kind: 'done', intervals } });
    },
    edit: (pictures, editChange) => recordEdits(applyChange(edits, pictures, editChange)),
    undo: history.undo,
    redo: history.redo,
    rows: () => rows,
    proposal: () => listed?.proposal ?? null,
    modelTitle: () => modelTitle,
    classes: () => classes,
    labels,
    edits: () => edits,
    file: (picture) => listed?.pictures[picture] ?? null,
    mask: (picture) => listed?.masks.get(picture) ?? null,
    numbers,
    shown,
    problems() {
      const unreadable = [...(rows?.problems ?? [])].map(([index, problem]) => ({
        path: rows?.paths[index] ?? '',
        problem,
      }));
      return [...(listed?.problems ?? []), ...unreadable];
    },
    exportRows: () => exportedRows({ rows, listed, chosen, edits, classes }, store.getState().threshold),
    exportTags() {
      const byPath = [...edits].map(([index, edit]) => [rows?.paths[index] ?? '', edit] as const);
      return writeTags({ name: store.getState().name, edits: new Map(byPath) });
    },
    importTags(text) {
      const indexOf = new Map(rows?.paths.map((path, index) => [path, index]));
      const next = new Map(edits);
      let unknown = 0;
      const read = readTags(text).edits;
      for (const [path, edit] of read) {
        const index = indexOf.get(path);
        if (index === undefined) unknown += 1;
        else next.set(index, edit);
      }
      recordEdits(next);
      return { applied: read.size - unknown, unknown };
    },
  };
}

function unlistedCount(listed: ListedSet | null): number {
  return listed?.problems.filter((problem) => 'problem' in problem).length ?? 0;
}

/** Works something out again only when what it depends on is another. */
function remember<Value>(dependencies: () => readonly unknown[], compute: () => Value): () => Value {
  let last: { readonly on: readonly unknown[]; readonly value: Value } | null = null;
  return () => {
    const on = dependencies();
    if (!last || on.some((dependency, index) => dependency !== last?.on[index])) {
      last = { on, value: compute() };
    }
    return last.value;
  };
}
