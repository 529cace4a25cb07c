import { letPageBreathe } from '../save/letPageBreathe.ts';
import type { EngineDesk } from '../state/shell/engine/engineDesk.ts';
import { connectPictureReader } from '../worker/connectPictureReader.ts';
import { createDataSetServices } from './dataSetServices.ts';
import { openDataSet } from './openDataSet.ts';

const never = new AbortController().signal;

/** {@link openDataSet} with the engine of the screen and a picture reader of its own. */
export function openPageDataSet(
  desk: EngineDesk,
  files: Parameters<typeof openDataSet>[1],
  options: Parameters<typeof openDataSet>[2],
): ReturnType<typeof openDataSet> {
  const services = createDataSetServices({
    desk,
    connectPictureReader,
    // Nobody looks at the pictures of a script.
    makeThumbnail: null,
    now: () => performance.now(),
    breathe: () => letPageBreathe(never),
  });
  return openDataSet(services, files, options);
}
