import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import type { DataSet } from '../../state/dataset/dataSet.ts';
import type { DataSetState } from '../../state/dataset/status.ts';

/** What the workspace is given. */
export interface DataSetSurroundings {
  readonly dataSet: DataSet;
  /** Shows a picture in the workspace that explains it. Rejects with a failure when its file cannot be had. */
  readonly explainPicture: (picture: number) => Promise<void>;
}

const DataSetContext = createContext<DataSetSurroundings | null>(null);

export function DataSetProvider({
  dataSet,
  explainPicture,
  children,
}: DataSetSurroundings & { children: ReactNode }) {
  const surroundings = useMemo(() => ({ dataSet, explainPicture }), [dataSet, explainPicture]);
  return <DataSetContext value={surroundings}>{children}</DataSetContext>;
}

export function useSurroundings(): DataSetSurroundings {
  const surroundings = useContext(DataSetContext);
  if (surroundings === null) throw new Error('useSurroundings needs a DataSetProvider above it');
  return surroundings;
}

export function useDataSet(): DataSet {
  return useSurroundings().dataSet;
}

/** Reads the status and renders again only when what `select` returns becomes another value. */
export function useDataSetState<Selected>(select: (state: DataSetState) => Selected): Selected {
  return useStore(useDataSet().store, select);
}

/**
 * What the data set answers for its present rows: `ask` is called again whenever the state changes. The data set
 * remembers its answers, so identity is a fair comparison.
 */
export function useAnswer<Answer>(ask: (dataSet: DataSet) => Answer): Answer {
  const dataSet = useDataSet();
  return useStore(dataSet.store, () => ask(dataSet));
}
