/** The models that are loaded, by their content. */
import { Failure } from '../../lib/failure.ts';
import type { ModelId } from '../api.ts';
import type { OpenedModel } from './openModel.ts';

/** What the table has to know of a model. */
export interface TabledModel {
  readonly model: { readonly id: ModelId; readonly costs: { readonly modelBytes: number } };
  dispose(): void;
}

export interface ModelTable<Model extends TabledModel> {
  find(id: ModelId): Model | null;
  /**
   * Works with a model, which stays until the work has ended, whatever is asked meanwhile.
   * @throws Failure `modelNotLoaded`
   */
  use<Result>(id: ModelId, work: (model: Model) => Promise<Result>): Promise<Result>;
  /** Takes a model in; those used longest ago leave while there are more bytes than the budget. */
  add(model: Model, isPinned: boolean): void;
  pin(id: ModelId): void;
  remove(id: ModelId): void;
  clear(): void;
}

interface Entry<Model> {
  readonly model: Model;
  isPinned: boolean;
  /** How many work with it. */
  users: number;
  isRemoved: boolean;
}

export interface ModelTableOptions {
  /** Of all models together. Pinned ones, those in use and the newest stay, even beyond it. */
  readonly budgetBytes: number;
  /** A model is no longer to be found. */
  onLeave(id: ModelId): void;
}

/** An empty table. */
export function createModelTable<Model extends TabledModel = OpenedModel>({
  budgetBytes,
  onLeave,
}: ModelTableOptions): ModelTable<Model> {
  /** In the order of their last use. */
  const entries = new Map<ModelId, Entry<Model>>();

  function touch(id: ModelId, entry: Entry<Model>): void {
    entries.delete(id);
    entries.set(id, entry);
  }

  function remove(id: ModelId): void {
    const entry = entries.get(id);
    if (!entry) return;
    entries.delete(id);
    entry.isRemoved = true;
    onLeave(id);
    if (entry.users === 0) entry.model.dispose();
  }

  function makeRoom(newest: ModelId): void {
    const sizes = [...entries.values()].map(({ model }) => model.model.costs.modelBytes);
    let bytes = sizes.reduce((sum, size) => sum + size, 0);
    for (const [id, { model, isPinned, users }] of [...entries]) {
      if (bytes <= budgetBytes) return;
      if (isPinned || users > 0 || id === newest) continue;
      bytes -= model.model.costs.modelBytes;
      remove(id);
    }
  }

  return {
    find: (id) => entries.get(id)?.model ?? null,
    async use(id, work) {
      const entry = entries.get(id);
      if (!entry) throw new Failure('modelNotLoaded', `the model ${id} is not loaded`, { model: id });
      touch(id, entry);
      entry.users += 1;
      try {
        return await work(entry.model);
      } finally {
        entry.users -= 1;
        if (entry.isRemoved && entry.users === 0) entry.model.dispose();
      }
    },
    add(model, isPinned) {
      const { id } = model.model;
      remove(id);
      entries.set(id, { model, isPinned, users: 0, isRemoved: false });
      makeRoom(id);
    },
    pin(id) {
      const entry = entries.get(id);
      if (entry) entry.isPinned = true;
    },
    remove,
    clear() {
      for (const id of [...entries.keys()]) remove(id);
    },
  };
}
