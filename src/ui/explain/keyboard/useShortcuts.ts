import { useEffect } from 'react';
import { createKeybindingsHandler } from 'tinykeys';
import { availableLayerSets, type LayerSetId, layerSetIds } from '../../../model/layers/layerSet.ts';
import type { App } from '../../../state/explain/app.ts';
import { useFrame } from '../../frame/FrameContext.tsx';
import { useApp } from '../AppContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import type { Presenter } from '../present/presenter.ts';
import { brushSizes } from '../present/sharedMask.ts';
import { scrubberId } from '../scrubber/scrubberId.ts';
import { belongsToControl } from './belongsToControl.ts';
import { watchPresses } from './watchPresses.ts';

const ZOOM_STEP = 1.25;

/** Binds the keys of `shortcuts.ts` for as long as the interface is there. */
export function useShortcuts(onHelp: () => void, onSave: () => void): void {
  const app = useApp();
  const presenter = usePresenter();
  const { workspaces } = useFrame();
  useEffect(() => {
    const presses = watchPresses(window);
    const isTaken = (event: KeyboardEvent) =>
      event.defaultPrevented || belongsToControl(event, presses.pressed());
    const onKeyDown = createKeybindingsHandler(
      bindings(app, presenter, { onHelp, onSave, onLeave: workspaces.goBack, isTaken }),
    );
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'o') presenter.pointer.showBare(false);
    };
    const onBlur = () => presenter.pointer.showBare(false);
    addEventListener('keydown', onKeyDown);
    addEventListener('keyup', onKeyUp);
    addEventListener('blur', onBlur);
    return () => {
      presses.stop();
      removeEventListener('keydown', onKeyDown);
      removeEventListener('keyup', onKeyUp);
      removeEventListener('blur', onBlur);
    };
  }, [app, presenter, workspaces, onHelp, onSave]);
}

type Bindings = Record<string, (event: KeyboardEvent) => void>;

interface BindingOptions {
  onHelp(): void;
  onSave(): void;
  /** There is nothing left here to leave. */
  onLeave(): void;
  /** Whether a key is somebody else's. */
  isTaken(event: KeyboardEvent): boolean;
}

function bindings(
  app: App,
  presenter: Presenter,
  { onHelp, onSave, onLeave, isTaken }: BindingOptions,
): Bindings {
  const { actions, maps } = app;
  const { mask } = presenter;
  const stop = (move: () => void) => () => {
    actions.pause();
    move();
  };
  const zoom = (factor: number) => () => presenter.viewport.zoom(factor);
  const keys: [string, () => void][] = [
    ['ArrowLeft', () => actions.stepLayer(-1)],
    ['ArrowRight', () => actions.stepLayer(1)],
    ['Shift+ArrowLeft', () => actions.stepBlock(-1)],
    ['Shift+ArrowRight', () => actions.stepBlock(1)],
    ['Home', stop(() => actions.goToPosition(0))],
    ['End', stop(() => actions.goToPosition(maps.layers().length - 1))],
    ['Space', () => playOrPause(app)],
    ['k', () => actions.keepFrame()],
    ['b', () => mask.setBrush(mask.brush.get() === null ? 'paint' : null)],
    ['[', () => mask.setBrushSize(mask.brushSize.get() - brushSizes.step)],
    [']', () => mask.setBrushSize(mask.brushSize.get() + brushSizes.step)],
    ['o', () => presenter.pointer.showBare(true)],
    ['(\\+|=)', zoom(ZOOM_STEP)],
    ['Shift+(\\+|\\*)', zoom(ZOOM_STEP)],
    ['-', zoom(1 / ZOOM_STEP)],
    ['0', () => presenter.viewport.reset()],
    ['$mod+z', () => actions.undo()],
    ['$mod+Shift+z', () => actions.redo()],
    ['$mod+y', () => actions.redo()],
    ['$mod+s', onSave],
    ['?', onHelp],
    ['Shift+?', onHelp],
  ];
  layerSetIds.forEach((layerSet, index) => {
    keys.push([String(index + 1), () => chooseLayerSet(app, layerSet)]);
  });
  const guarded: Bindings = Object.fromEntries(
    keys.map(([key, act]) => [
      key,
      (event: KeyboardEvent) => {
        if (isTaken(event)) return;
        event.preventDefault();
        if (event.key === ' ') leaveClickedControl();
        act();
      },
    ]),
  );
  return {
    ...guarded,
    '([a-zA-Z])': explainByLetter(app, isTaken),
    Escape: leave(app, presenter, { isTaken, onLeave }),
  };
}

/** Frames, where there are any, else the layers. */
function playOrPause({ actions, store }: App): void {
  const { playing, sequence } = store.getState();
  if (sequence.phase === 'running') actions.pauseSequence();
  else if (sequence.phase === 'paused') actions.resumeSequence();
  else if (playing) actions.pause();
  else actions.play();
}

/** Else a button that was clicked would be pressed again when Space is let go. */
function leaveClickedControl(): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.id !== scrubberId) focused.blur();
}

/** A model may have no layer of that sort. */
function chooseLayerSet({ actions, store }: App, layerSet: LayerSetId): void {
  const { engine } = store.getState();
  const isThere = engine.phase === 'ready' && availableLayerSets(engine.info.model.layers).includes(layerSet);
  if (isThere) actions.setView({ layerSet });
}

/** The first letter of a class asks why it: C for cat, D for dog, with Caps Lock too. */
function explainByLetter({ actions, store }: App, isTaken: BindingOptions['isTaken']) {
  return (event: KeyboardEvent) => {
    const { engine } = store.getState();
    if (isTaken(event) || engine.phase !== 'ready') return;
    const target = engine.info.model.card.labels.findIndex(
      (label) => label.charAt(0).toLowerCase() === event.key.toLowerCase(),
    );
    if (target >= 0) actions.setView({ target });
  };
}

/** Escape leaves the nearest thing: the brush, drawing, the zoom, the animation, the calculation, the sequence, the box; then the
 * workspace, where another one sent the user here. */
function leave(
  { actions, store, maps }: App,
  { viewport, lab, mask }: Presenter,
  { isTaken, onLeave }: Pick<BindingOptions, 'isTaken' | 'onLeave'>,
) {
  return (event: KeyboardEvent) => {
    if (isTaken(event)) return;
    const { playing, run, derivation, sequence } = store.getState();
    const phases = [run.phase, derivation.phase];
    if (mask.brush.get() !== null) mask.setBrush(null);
    else if (lab.drawing.get()) lab.setDrawing(false);
    else if (viewport.zoomed.get()) viewport.reset();
    else if (playing) actions.pause();
    else if (phases.includes('reading') || phases.includes('computing')) actions.cancelWork();
    else if (sequence.phase !== 'off') actions.leaveSequence();
    else if (maps.box() !== null) actions.setBox(null);
    else onLeave();
  };
}
