/**
 * What moves on the screen without React: the two stages, the film and the playhead follow the store, the
 * player's clock and the pointer through one frame loop. Components hand in their elements and take them
 * back; nothing here renders a component.
 */
import { createFrameLoop } from '../../../render/time/frameLoop.ts';
import { createPlayback, type PlaybackFrame } from '../../../render/time/playback.ts';
import type { App } from '../../../state/explain/app.ts';
import { createMaskTests, type MaskTests } from './maskTests.ts';
import { createSharedDrawing, type SharedDrawing } from './sharedDrawing.ts';
import { createLab, type SharedLab } from './sharedLab.ts';
import { createSharedMask, type SharedMask } from './sharedMask.ts';
import { createPointer, type SharedPointer } from './sharedPointer.ts';
import { createSharedViewport, type SharedViewport } from './sharedViewport.ts';

/** Something that draws itself from the present state. Returns true while it still moves. */
export type Part = (frame: PlaybackFrame, timeMs: number) => boolean;

export interface Presenter {
  readonly viewport: SharedViewport;
  readonly pointer: SharedPointer;
  readonly drawing: SharedDrawing;
  readonly lab: SharedLab;
  readonly mask: SharedMask;
  readonly maskTests: MaskTests;
  /** Adds a part to every frame until the returned function is called. */
  add(part: Part): () => void;
  /** Asks for a frame. */
  invalidate(): void;
  /** Whether the user wants nothing to move by itself. */
  readonly reducedMotion: () => boolean;
  /** Follows the store until the returned function is called. */
  start(): () => void;
}

/** `reducedMotion` is asked whenever something would move by itself. */
export function createPresenter(app: App, reducedMotion: () => boolean): Presenter {
  const parts = new Set<Part>();
  const playback = createPlayback(settings(), () => performance.now());
  const loop = createFrameLoop(draw);
  const invalidate = () => loop.invalidate();
  const viewport = createSharedViewport(invalidate);
  const pointer = createPointer(invalidate);
  const drawing = createSharedDrawing();
  const lab = createLab(invalidate);
  const mask = createSharedMask(invalidate);
  const maskTests = createMaskTests(app);

  function settings() {
    const { view } = app.store.getState();
    return {
      count: app.maps.layers().length,
      speed: view.speed,
      loop: view.loop,
      crossFade: !reducedMotion(),
    };
  }

  function followStore(): void {
    const { playing } = app.store.getState();
    playback.configure(settings());
    const frame = playback.frame();
    const position = app.maps.position();
    if (frame.nearest !== position) playback.seek(position);
    if (playing && !frame.playing) playback.play();
    if (!playing && frame.playing) {
      playback.pause();
      playback.seek(position);
    }
    loop.invalidate();
  }

  function draw(timeMs: number): boolean {
    const frame = playback.frame();
    if (app.store.getState().playing) {
      if (frame.nearest !== app.maps.position()) app.actions.goToPosition(frame.nearest);
      if (!frame.playing) app.actions.pause();
    }
    let moving = frame.playing;
    for (const part of parts) moving = part(frame, timeMs) || moving;
    return moving;
  }

  return {
    viewport,
    pointer,
    drawing,
    lab,
    mask,
    maskTests,
    add(part) {
      parts.add(part);
      loop.invalidate();
      return () => parts.delete(part);
    },
    invalidate,
    reducedMotion,
    start() {
      followStore();
      return app.store.subscribe(followStore);
    },
  };
}
