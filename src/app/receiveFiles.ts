import { plainName } from '../lib/plainName.ts';
import { sharedParameter, sharedTooMuch, takeSharedPictures } from '../offline/sharedPictures.ts';
import type { IncomingPicture } from '../state/shell/incoming.ts';

type AddPictures = (pictures: readonly IncomingPicture[]) => void;

export interface SharedReceiver {
  /** Asks whether to open files, in words that say what and from where. */
  ask(text: string, files: readonly IncomingPicture[]): void;
  tell(text: string): void;
}

/** So many are named. */
const mostNamed = 3;
const longestName = 40;
const tooMuchText =
  'What was shared is more than can be passed on at once, 256 MB. Open the files here, with Open at the top.';

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

const sharedName = 'Shared file';

function incoming(files: readonly File[]): readonly IncomingPicture[] {
  return files.map((file) => ({ name: file.name || sharedName, blob: file, origin: 'pick' }));
}

/** Opens files that were opened "with StrataCAM"; one that is gone meanwhile is left out. */
export function receiveLaunchedFiles(queue: Window['launchQueue'], addPictures: AddPictures): void {
  queue?.setConsumer(({ files = [] }) => {
    void Promise.allSettled(files.map((handle) => handle.getFile())).then((results) => {
      const opened = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
      if (opened.length > 0) addPictures(incoming(opened));
    });
  });
}

/**
 * Asks whether to open pictures and videos that were shared, if the address says so, and takes the word out of the
 * address: a reload shares nothing again. It asks, because they need not come from the system's share sheet: a form of any
 * site can send files there.
 */
export async function receiveSharedPictures(page: Window, receiver: SharedReceiver): Promise<void> {
  const address = new URL(page.location.href);
  const shared = address.searchParams.get(sharedParameter);
  if (shared === null) return;
  address.searchParams.delete(sharedParameter);
  try {
    page.history.replaceState(page.history.state, '', address);
  } catch {
    // The word stays in the address, and a reload finds nothing more that was shared.
  }
  if (shared === sharedTooMuch) receiver.tell(tooMuchText);
  // Without service workers there are no caches either, and a stranger's link may say what it wants.
  if (!('caches' in page)) return;
  const scope = new URL('./', page.document.baseURI).href;
  const files = await takeSharedPictures(page.caches, scope).catch(() => []);
  if (files.length > 0) receiver.ask(question(files), incoming(files));
}

/** E.g. "Another program or a web page sends “cat.jpg” here. Open it only if you shared it." */
function question(files: readonly File[]): string {
  const names = files.slice(0, mostNamed).map(({ name }) => `“${shortName(name)}”`);
  if (files.length > mostNamed) names.push(`${files.length - mostNamed} more`);
  const it = files.length === 1 ? 'it' : 'them';
  return `Another program or a web page sends ${enumeration.format(names)} here. Open ${it} only if you shared ${it}.`;
}

const enumeration = new Intl.ListFormat('en');

function shortName(name: string): string {
  const plain = plainName(name) || sharedName;
  return plain.length <= longestName ? plain : `${plain.slice(0, longestName - 1)}…`;
}
