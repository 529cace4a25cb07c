/** What `derive` needs of each model's last run, all of them under one budget. */
import type { RgbPixels } from '../../image/pixels.ts';
import { Failure } from '../../lib/failure.ts';
import type { ModelId } from '../api.ts';
import type { KeptRun } from '../derive/keptRun.ts';

export interface LastRun {
  readonly run: number;
  readonly pixels: RgbPixels;
  readonly seed: Float32Array;
  /** Null when the run is larger than the budget, or gave its room to another model's: it is done again then. */
  readonly kept: KeptRun | null;
}

export interface KeptRuns {
  /** Takes the place of the model's earlier run; `bytes` is the size of what is kept. */
  keep(id: ModelId, run: LastRun, bytes: number): void;
  /** @throws Failure `internal` for a run that is not the model's last */
  find(id: ModelId, run: number): LastRun;
  forget(id: ModelId): void;
}

interface Entry {
  readonly last: LastRun;
  readonly bytes: number;
}

/** @param budgetBytes of all kept runs together; beyond it those kept longest ago are freed, and can be done again */
export function createKeptRuns(budgetBytes: number): KeptRuns {
  const entries = new Map<ModelId, Entry>();

  function forget(id: ModelId): void {
    entries.get(id)?.last.kept?.dispose();
    entries.delete(id);
  }

  function makeRoom(newest: ModelId): void {
    let total = [...entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    for (const [id, { last, bytes }] of entries) {
      if (total <= budgetBytes) return;
      if (id === newest || bytes === 0) continue;
      last.kept?.dispose();
      // Setting what is there already does not change its place in the order.
      entries.set(id, { last: { ...last, kept: null }, bytes: 0 });
      total -= bytes;
    }
  }

  return {
    keep(id, last, bytes) {
      forget(id);
      entries.set(id, { last, bytes: last.kept ? bytes : 0 });
      makeRoom(id);
    },
    find(id, run) {
      const last = entries.get(id)?.last;
      if (last?.run !== run) throw new Failure('internal', `run ${run} is forgotten`, { run });
      return last;
    },
    forget,
  };
}
