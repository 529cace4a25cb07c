import { createStore } from 'zustand/vanilla';
import type { EngineInfo, ModelInfo } from '../../engine/api.ts';
import { createEngineDesk } from '../shell/engine/engineDesk.ts';
import { createEngineLifecycle, type ReadyEngine } from '../shell/engine/engineLifecycle.ts';
import { whenEngineIsReady } from '../shell/engine/whenReady.ts';
import { createHistory } from '../shell/history.ts';
import { createPictureReading } from '../shell/reading/pictureReading.ts';
import { createLinkOpening } from './address/linkOpening.ts';
import { createViewOffers } from './address/viewOffers.ts';
import type { App } from './app.ts';
import type { AppDependencies, AppServices } from './appDependencies.ts';
import type { AppActions, AppState } from './appState.ts';
import { initialState } from './initialState.ts';
import { createMapSource } from './maps/mapSource.ts';
import { createRegionEnergies } from './maps/regionEnergies.ts';
import { createShownRegion } from './maps/shownRegion.ts';
import { createNotices } from './notices.ts';
import { createBoxActions } from './pictures/boxActions.ts';
import { createCratedPictures } from './pictures/cratedPictures.ts';
import { createLinkedPictures } from './pictures/linkedPictures.ts';
import { createPictureActions } from './pictures/pictureActions.ts';
import { createPictureMarks } from './pictures/pictureMarks.ts';
import { createPictureTray } from './pictures/pictureTray.ts';
import { createStrokeActions } from './pictures/strokeActions.ts';
import { createDerivations } from './runs/derivations.ts';
import { createLookAhead } from './runs/lookAhead.ts';
import { createRuns } from './runs/runs.ts';
import { createLiveFrame, withLiveFrame } from './sequence/liveFrame.ts';
import { createSequences } from './sequence/sequences.ts';
import { createCurveMeasuring } from './trials/curves.ts';
import { createTrials } from './trials/trials.ts';
import { createLayerSteps } from './view/layerSteps.ts';
import { createPlayback } from './view/playing.ts';
import { createViewActions } from './view/viewActions.ts';
import { createWorkActions } from './workActions.ts';

/** Puts the application together and starts it: the engine opens and the first sample is read. */
export function createApp(dependencies: AppDependencies): App & { readonly services: AppServices } {
  const { samples, initialView } = dependencies;
  const introducing = dependencies.isFirstVisit && !dependencies.prefersReducedMotion;
  const store = createStore<AppState>(() => initialState(initialView, introducing));
  let lastInfo: EngineInfo | null = null;
  const model = (): ModelInfo | null => lastInfo?.model ?? null;

  const notices = createNotices(store);
  const { tell } = notices;
  const history = createHistory(dependencies.now, notices.retireUndo);
  const tray = createPictureTray(store, dependencies.fetchBlob);
  const lifecycle = createEngineLifecycle({
    connectEngine: dependencies.connectEngine,
    cardUrl: dependencies.cardUrl,
    backend: dependencies.backend,
    now: dependencies.now,
    onStatus(engine) {
      if (engine.phase === 'ready') lastInfo = engine.info;
      store.setState({ engine });
      if (engine.phase === 'failed') runs.update();
    },
    onSilence: (engineSilent) => store.setState({ engineSilent }),
    onReady: (ready) => {
      runs.update();
      derivations.update();
      warmUpIfIdle(ready);
    },
  });
  const reading = createPictureReading({
    connectPictureReader: dependencies.connectPictureReader,
    sourceOf: tray.sourceOf,
    inputSize: () => model()?.card.input ?? dependencies.inputSize,
    fit: () => store.getState().view.fit,
    isInUse: (pictureId) =>
      pictureId === store.getState().currentPictureId || pictureId === store.getState().shown?.pictureId,
    onStatus: (pictureId, status) => pictures.setStatus(pictureId, status),
    onRead(pictureId) {
      marks.arrive(pictureId);
      runs.update();
      derivations.update();
    },
    onThumbnail: tray.touch,
    makeThumbnail: dependencies.makeThumbnail,
    createObjectUrl: dependencies.createObjectUrl,
    revokeObjectUrl: dependencies.revokeObjectUrl,
  });
  const liveFrame = createLiveFrame({
    encodePng: dependencies.encodePng,
    readApart: reading.readApart,
    onRead: () => runs.update(),
  });
  const pixels = withLiveFrame(reading, liveFrame);
  const crated = createCratedPictures({
    store,
    reading: pixels,
    drawBehindCrate: dependencies.drawBehindCrate,
  });
  const desk = createEngineDesk({
    lifecycle,
    whenReady: () => whenEngineIsReady(store, lifecycle),
    onInteractive: () => lookAhead.makeWay(),
  });
  const runs = createRuns({
    store,
    desk,
    liveFrame,
    requestInput: crated.requestInput,
    setTimer: dependencies.setTimer,
  });
  const derivations = createDerivations({
    store,
    shownMaps: runs.shownMaps,
    engineRun: runs.engineRun,
    desk,
    currentLayer: () => maps.layers()[maps.position()]?.index ?? null,
  });
  const lookAhead = createLookAhead({
    store,
    runs,
    desk,
    inputAtHand: reading.inputAtHand,
    enqueue: reading.enqueue,
  });
  const stopLookingAhead = dependencies.looksAhead ? store.subscribe(lookAhead.update) : () => undefined;
  const trials = createTrials({
    store,
    onAsk: () => sequences.halt(),
    desk,
    requestInput: crated.requestInput,
  });
  const stopDeriving = store.subscribe(({ run, shown, view: { method } }, former) => {
    const isSame = run.phase === former.run.phase && shown === former.shown && method === former.view.method;
    if (!isSame) derivations.update();
  });
  const marks = createPictureMarks(store);
  const setBox = createBoxActions(store, history);
  const { addStroke, clearStrokes } = createStrokeActions(store, history);
  const pictures = createPictureActions({
    store,
    tray,
    reading,
    samples,
    history,
    notices,
    leaveSequence: () => sequences.actions.leaveSequence(),
    onChange() {
      sequences.followPicture();
      runs.update();
    },
  });
  const linked = createLinkedPictures({
    add: (incoming) => pictures.add([incoming])[0],
    select: pictures.select,
    isInTray: (pictureId) => tray.entry(pictureId) !== null,
    tell,
  });
  const view = createViewActions({
    store,
    history,
    pictures,
    allLayers: () => model()?.layers ?? [],
    onMissingPicture: () => links.leaveEmpty('forgotten'),
    onChange: runs.update,
  });
  const links = createLinkOpening({ store, history, samples, pictures, linked, marks, view });
  const offers = createViewOffers({ store, history, notices, links, pictures, marks, view });
  const shownPhoto = () => {
    const { shown } = store.getState();
    return shown && pixels.photo(shown.pictureId, shown.fit);
  };
  const maps = createMapSource({
    store,
    model,
    shownMaps: runs.shownMaps,
    methodMaps: derivations.methodMaps,
    shownPhoto,
  });
  const curves = createCurveMeasuring({ store, maps, trials });
  const stopMeasuring = store.subscribe(({ view, shown, derivation }, former) => {
    if (view !== former.view || shown !== former.shown || derivation !== former.derivation) curves.update();
  });
  const layerSteps = createLayerSteps({
    maps,
    layer: () => store.getState().view.layer,
    showLayer: (layer) => view.apply({ layer }),
    pause: () => playback.pause(),
  });
  const playback = createPlayback(store, maps, layerSteps.goToPosition);
  const sequences = createSequences({
    store,
    liveFrame,
    tray,
    desk,
    readFrame: reading.readFrame,
    setView: view.set,
    showPicture: pictures.show,
    keep: pictures.keep,
    tell,
    now: dependencies.now,
    date: dependencies.date,
    onChange: runs.update,
  });

  /** A run to do is the best warm-up; only an engine without one runs a throw-away picture. */
  function warmUpIfIdle({ engine, info }: ReadyEngine): void {
    const { phase } = store.getState().run;
    // A warm-up that fails says nothing that the first run will not say.
    if (phase === 'idle' || phase === 'failed')
      engine.warmUp({ model: info.model.id }).catch(() => undefined);
  }

  /** Wraps what only the user does: it ends the introduction. */
  function byUser<Arguments extends readonly unknown[]>(action: (...parameters: Arguments) => void) {
    return (...parameters: Arguments): void => {
      playback.endIntroduction();
      action(...parameters);
    };
  }

  const actions: AppActions = {
    addPictures: byUser(pictures.add),
    openRecipe: byUser((recipeFile) => store.setState({ recipeFile })),
    openSample: byUser((sampleId) => void pictures.openSample(sampleId)),
    selectPicture: byUser(pictures.select),
    removePicture: byUser(pictures.remove),
    setView: byUser(view.set),
    stepLayer: byUser(layerSteps.stepLayer),
    stepBlock: byUser(layerSteps.stepBlock),
    goToPosition: layerSteps.goToPosition,
    play: playback.play,
    pause: playback.pause,
    setBox: byUser(setBox),
    addStroke: byUser(addStroke),
    clearStrokes: byUser(clearStrokes),
    deriveLayer: byUser(derivations.deriveLayer),
    measureCurves: byUser(curves.measure),
    cancelCurves: curves.cancel,
    ...createWorkActions({ store, runs, derivations, pictures, view, lifecycle }),
    ...sequences.actions,
    openSequence: byUser(sequences.actions.openSequence),
    undo: () => void history.undo(),
    redo: () => void history.redo(),
    tell,
    tellFailure: notices.tellFailure,
    askToOpen: notices.askToOpen,
    offerView: offers.offerView,
    takeOffer: byUser(offers.takeOffer),
    withdrawOffers: offers.withdrawOffers,
    dismissNotice: notices.dismiss,
  };

  lifecycle.start();
  const { initialMarks, initialCopy, wasHere } = dependencies;
  links.openFirst({ view: initialView, marks: initialMarks, copy: initialCopy }, wasHere);

  const region = createShownRegion({ store, maps, model, shownPhoto });

  return {
    store,
    installation: dependencies.installation,
    actions,
    maps,
    trials,
    region,
    regionEnergies: createRegionEnergies({ store, maps, region }),
    derivedDiagnosis: derivations.diagnosis,
    samples,
    photo: crated.photo,
    fullPhoto: crated.fullPhoto,
    pictureFile: (pictureId) => tray.sourceOf(pictureId)?.() ?? null,
    thumbnailUrl: reading.thumbnailUrl,
    copyOf: linked.copyOf,
    marksOf: marks.marksOf,
    dispose() {
      playback.dispose();
      sequences.dispose();
      stopDeriving();
      stopLookingAhead();
      lookAhead.makeWay();
      stopMeasuring();
      curves.dispose();
      derivations.dispose();
      runs.dispose();
      crated.dispose();
      history.clear();
      reading.dispose();
      lifecycle.dispose();
    },
    services: {
      desk,
      readPicture: reading.readApart,
      restoreLink: links.restore,
    },
  };
}
