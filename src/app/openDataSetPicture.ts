import { Failure, toFailure } from '../lib/failure.ts';
import type { DataSet } from '../state/dataset/dataSet.ts';
import type { DataSetFile } from '../state/dataset/listedFile.ts';
import type { App } from '../state/explain/app.ts';
import type { Workspaces } from '../state/shell/workspaces/workspaces.ts';

interface OpeningOptions {
  readonly app: Pick<App, 'actions' | 'store'>;
  readonly dataSet: Pick<DataSet, 'file'>;
  readonly workspaces: Pick<Workspaces, 'visit'>;
}

/**
 * Shows a picture of the data set where it is explained, with a way back. One that is still in the tray from before is
 * not added again.
 *
 * The function rejects with `pictureUnreachable` when the file is no longer there.
 */
export function createPictureOpening({ app, dataSet, workspaces }: OpeningOptions) {
  const inTray = new WeakMap<DataSetFile, string>();
  return async (picture: number): Promise<void> => {
    const file = dataSet.file(picture);
    if (!file) throw new Failure('pictureUnreachable', 'the data set has no such picture');
    const known = inTray.get(file);
    if (known !== undefined && app.store.getState().pictures.some(({ id }) => id === known)) {
      app.actions.selectPicture(known);
    } else {
      const blob = await file.open().catch((thrown: unknown) => {
        throw new Failure('pictureUnreachable', toFailure(thrown).message);
      });
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      app.actions.addPictures([{ name, blob, origin: 'pick' }]);
      const { currentPictureId } = app.store.getState();
      if (currentPictureId !== null) inTray.set(file, currentPictureId);
    }
    workspaces.visit('explain');
  };
}
