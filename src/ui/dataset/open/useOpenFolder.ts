import { useCallback } from 'react';
import type { FolderListing } from '../../../intake/listFolder.ts';
import { useDataSet } from '../DataSetContext.tsx';

/** Opens what was dropped or chosen as the data set, in place of the one that is open. */
export function useOpenFolder(): (listing: FolderListing) => void {
  const dataSet = useDataSet();
  return useCallback(({ name, files }: FolderListing) => void dataSet.open(name, files), [dataSet]);
}
