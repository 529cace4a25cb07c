import { lazy, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { samples } from '../content/catsVsDogs/samples.ts';
import type { BackendName } from '../engine/api.ts';
import { takeIn } from '../intake/takeIn.ts';
import { Failure } from '../lib/failure.ts';
import { loadPart, whenReplaced } from '../lib/loadPart.ts';
import { drawBehindCrate } from '../render/overlay/drawBehindCrate.ts';
import { decodeLink } from '../state/explain/address/link.ts';
import { createApp } from '../state/explain/createApp.ts';
import type { IncomingPicture } from '../state/shell/incoming.ts';
import { createInstallation } from '../state/shell/installation.ts';
import { workspaceOf } from '../state/shell/workspaces/workspaceAddress.ts';
import { createWorkspaces } from '../state/shell/workspaces/workspaces.ts';
import { ExplainScreen } from '../ui/explain/ExplainScreen.tsx';
import { CannotStart } from '../ui/frame/CannotStart.tsx';
import { Frame } from '../ui/frame/Frame.tsx';
import type { WorkspaceEntry } from '../ui/frame/workspaceEntry.ts';
import { connectEngine } from '../worker/connectEngine.ts';
import { connectPictureReader } from '../worker/connectPictureReader.ts';
import { keepCrashMarker, takeCrashMarker } from './crashMarker.ts';
import { encodePng } from './encodePng.ts';
import { fetchSample } from './fetchSample.ts';
import { noteVisit } from './firstVisit.ts';
import { makeThumbnail } from './makeThumbnail.ts';
import { missingFeature } from './missingFeature.ts';
import { offerInstall } from './offerInstall.ts';
import { offerRecipes } from './offerRecipes.ts';
import { createPageApi } from './pageApi.ts';
import { pauseWhileHidden } from './pauseWhileHidden.ts';
import { receiveLaunchedFiles, receiveSharedPictures } from './receiveFiles.ts';
import { startOffline } from './startOffline.ts';
import { pictureIdOf, syncViewWithUrl } from './syncViewWithUrl.ts';

const backends: readonly (BackendName | 'auto')[] = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'];

const crashText =
  'The page stopped while it was computing, perhaps for want of memory. It now computes on the processor, which needs less.';

const addressText =
  'This browser does not let the page write its address, so a reload starts anew. Share still makes a link to the view.';

/** Constructs the program and shows it in `root`: the only place that knows all its parts. */
export function startApp(root: HTMLElement): void {
  const feature = missingFeature(window);
  if (feature !== null) {
    const failure = new Failure('featureMissing', `this browser has no ${feature}`, { feature });
    createRoot(root).render(<CannotStart failure={failure} />);
    return;
  }
  const parameters = new URLSearchParams(location.search);
  const wantedBackend = backends.find((backend) => backend === parameters.get('backend'));
  const crashedBackend = takeCrashMarker(() => sessionStorage);
  const embedded = parameters.get('embed') === '1';
  // A frame in an article is no visit.
  const isFirstVisit = !embedded && noteVisit();
  const link = decodeLink(location.hash);
  const installation = createInstallation();
  offerInstall(window, installation);
  // The page of this version cannot do all it could: a reload brings the newer one.
  whenReplaced(() => installation.setState({ update: () => location.reload() }));
  const app = createApp({
    connectEngine,
    connectPictureReader,
    samples,
    fetchBlob: fetchSample,
    cardUrl: new URL('model/card.json', document.baseURI).href,
    inputSize: { width: 224, height: 224 },
    initialView: link.view,
    initialMarks: link.marks,
    initialCopy: link.copy,
    wasHere: pictureIdOf(history.state) !== null,
    installation,
    // WebAssembly needs the least memory of those that are fast enough.
    backend: wantedBackend ?? (crashedBackend === null ? 'auto' : 'wasm'),
    now: () => performance.now(),
    date: () => new Date(),
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    createObjectUrl: (blob) => URL.createObjectURL(blob),
    revokeObjectUrl: (url) => URL.revokeObjectURL(url),
    makeThumbnail,
    drawBehindCrate,
    encodePng,
    // A link shows what its sender saw; nothing of it should move by itself, unless an author asks for that.
    isFirstVisit: embedded ? parameters.get('play') === '1' : isFirstVisit && location.hash === '',
    prefersReducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    looksAhead: true,
  });
  if (crashedBackend !== null && wantedBackend === undefined) app.actions.tell(crashText);
  keepCrashMarker(app.store, window, () => sessionStorage);
  pauseWhileHidden(app, document);
  if (parameters.get('api') === '1') window.strataCam = createPageApi(app.services);
  const DataSetWorkspace = lazy(async () => {
    const { createDataSetWorkspace } = await loadPart(() => import('./dataSetWorkspace.tsx'));
    const screen = createDataSetWorkspace(app, workspaces);
    return { default: () => screen };
  });
  const entries: readonly WorkspaceEntry[] = [
    {
      id: 'explain',
      title: 'Explore',
      wayBack: 'Back to the picture',
      screen: <ExplainScreen app={app} embedded={embedded} />,
    },
    {
      id: 'dataset',
      title: 'Data set',
      wayBack: 'Back to the data set',
      screen: <DataSetWorkspace />,
    },
  ];
  const names = entries.map(({ id }) => id);
  const workspaces = createWorkspaces(names, workspaceOf(location.hash, names));
  syncViewWithUrl({ ...app, ...app.services, workspaces }, window, {
    makesSteps: !embedded,
    onRefused: () => app.actions.tell(addressText),
  });
  offerRecipes(app);
  const take = (files: readonly IncomingPicture[]) => void takeIn(files, app.actions);
  receiveLaunchedFiles(window.launchQueue, take);
  void receiveSharedPictures(window, { ask: app.actions.askToOpen, tell: app.actions.tell });
  void startOffline(app.store, installation, app.actions.tell);
  createRoot(root).render(
    <StrictMode>
      <Frame workspaces={workspaces} entries={entries} />
    </StrictMode>,
  );
}
