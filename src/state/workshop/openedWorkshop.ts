import type { StoreApi } from 'zustand/vanilla';
import { Failure, failureData, toFailure } from '../../lib/failure.ts';
import { hashWeights } from '../../model/version/hashWeights.ts';
import type { Head } from '../../model/version/head.ts';
import { type LayersModelFiles, readHead } from '../../model/version/replaceHead.ts';
import type { Bank } from '../../train/bank/bank.ts';
import { bankPool } from '../../train/training/trainingPool.ts';
import { heldOutResults } from './heldOutResults.ts';
import type { WorkshopDependencies } from './workshopDependencies.ts';
import { shippedId, type WorkshopState } from './workshopState.ts';

/** What is there once the workshop is open. */
export interface OpenedWorkshop {
  readonly bank: Bank;
  readonly modelHash: string;
  readonly files: LayersModelFiles;
  readonly shipped: Head;
}

/** Loads the bank and the shipped head when first asked, and again after a failure; puts the shipped model's row up. */
export function createOpening(
  store: StoreApi<WorkshopState>,
  { loadBank, loadModel }: Pick<WorkshopDependencies, 'loadBank' | 'loadModel'>,
): () => Promise<OpenedWorkshop> {
  let opening: Promise<OpenedWorkshop> | null = null;

  async function load(): Promise<OpenedWorkshop> {
    store.setState({ bank: { phase: 'loading', loadedBytes: 0 } });
    const [bank, { hash, files }] = await Promise.all([
      loadBank((loadedBytes) => store.setState({ bank: { phase: 'loading', loadedBytes } })),
      loadModel(),
    ]);
    if (bank.modelHash !== hash) {
      throw new Failure('bankInvalid', 'of another model', { problem: `of the model ${bank.modelHash}` });
    }
    const shipped = readHead(files);
    const row = {
      version: {
        id: shippedId,
        name: 'As shipped',
        parent: null,
        recipe: null,
        head: shipped,
        temperature: 1,
        weightsHash: hashWeights(shipped),
      },
      pictures: null,
      comparedWith: null,
      results: heldOutResults(shipped, null, bankPool(bank)),
    };
    store.setState(({ versions }) => ({
      bank: { phase: 'ready', bank },
      versions: [row, ...versions.filter(({ version }) => version.id !== shippedId)],
    }));
    return { bank, modelHash: hash, files, shipped };
  }

  return () => {
    opening ??= load().catch((thrown: unknown) => {
      opening = null;
      const failure = toFailure(thrown);
      store.setState({ bank: { phase: 'failed', failure: failureData(failure) } });
      throw failure;
    });
    return opening;
  };
}
