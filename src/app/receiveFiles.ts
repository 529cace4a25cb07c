import { sharedParameter, takeSharedPictures } from '../offline/sharedPictures.ts';
import type { IncomingPicture } from '../state/shell/incoming.ts';

type AddPictures = (pictures: readonly IncomingPicture[]) => void;

/** Of Chromium's LaunchParams, what is used. */
interface Launch {
  readonly files?: readonly Pick<FileSystemFileHandle, 'getFile'>[];
}

declare global {
  interface Window {
    /** Where the system hands over files that are opened with the installed page; Chromium only. */
    readonly launchQueue?: { setConsumer(consumer: (launch: Launch) => void): void };
  }
}

function add(files: readonly File[], addPictures: AddPictures): void {
  if (files.length === 0) return;
  addPictures(files.map((file) => ({ name: file.name || 'Shared file', blob: file, origin: 'pick' })));
}

/** Opens files that were opened "with StrataCAM"; one that is gone meanwhile is left out. */
export function receiveLaunchedFiles(queue: Window['launchQueue'], addPictures: AddPictures): void {
  queue?.setConsumer(({ files = [] }) => {
    void Promise.allSettled(files.map((handle) => handle.getFile())).then((results) =>
      add(
        results.filter((result) => result.status === 'fulfilled').map(({ value }) => value),
        addPictures,
      ),
    );
  });
}

/**
 * Opens pictures and videos that came by the system's share sheet, if the address says so, and takes the word out of the
 * address: a reload shares nothing again.
 */
export async function receiveSharedPictures(page: Window, addPictures: AddPictures): Promise<void> {
  const address = new URL(page.location.href);
  if (!address.searchParams.has(sharedParameter)) return;
  address.searchParams.delete(sharedParameter);
  try {
    page.history.replaceState(page.history.state, '', address);
  } catch {
    // The word stays in the address, and a reload finds nothing more that was shared.
  }
  // Without service workers there are no caches either, and a stranger's link may say what it wants.
  if (!('caches' in page)) return;
  const scope = new URL('./', page.document.baseURI).href;
  add(await takeSharedPictures(page.caches, scope).catch(() => []), addPictures);
}
