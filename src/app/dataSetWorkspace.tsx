import { letPageBreathe } from '../save/letPageBreathe.ts';
import { createDataSet } from '../state/dataset/createDataSet.ts';
import type { App } from '../state/explain/app.ts';
import type { AppServices } from '../state/explain/appDependencies.ts';
import type { Workspaces } from '../state/shell/workspaces/workspaces.ts';
import { DataSetScreen } from '../ui/dataset/DataSetScreen.tsx';
import { connectPictureReader } from '../worker/connectPictureReader.ts';
import { createDataSetServices } from './dataSetServices.ts';
import { makeThumbnail } from './makeThumbnail.ts';
import { createPictureOpening } from './openDataSetPicture.ts';

const never = new AbortController().signal;

/** The workspace of data sets with its state, which starts empty. Its code comes when it is first opened. */
export function createDataSetWorkspace(
  app: App & { readonly services: AppServices },
  workspaces: Workspaces,
) {
  const dataSet = createDataSet(
    createDataSetServices({
      ...app.services,
      connectPictureReader,
      makeThumbnail,
      now: () => performance.now(),
      breathe: () => letPageBreathe(never),
    }),
  );
  const explainPicture = createPictureOpening({ app, dataSet, workspaces });
  return <DataSetScreen dataSet={dataSet} explainPicture={explainPicture} />;
}
