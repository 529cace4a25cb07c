/**
 * The stage as the interface mounts it: it owns a canvas inside a given element and the choice of how to
 * draw. WebGL2 where a real GPU is and proves right and fast, the 2D canvas elsewhere and whenever the GPU is lost.
 * A canvas cannot change its kind of context, so a change of mind replaces the canvas.
 */
import type { CanvasReason, Scene, StageRenderer } from '../api.ts';
import { createCanvasRenderer } from './createCanvasRenderer.ts';
import { createWebglRenderer, type WebglRenderer } from './createWebglRenderer.ts';
import { hasHardwareWebgl } from './detectGpu.ts';

/** `auto` decides by what the machine has; the others are for tests and for people who know better. */
export type StagePath = 'auto' | 'webgl' | 'canvas';

/** The first draws compile and upload; the next ones are measured. */
const WARM_UP_DRAWS = 3;
const MEASURED_DRAWS = 5;
/** A stage that takes longer on the GPU than this is faster without it. */
const SLOW_MS = 10;

export interface ChosenRenderer extends StageRenderer {
  /** Null while WebGL draws, and where the 2D canvas was asked for. */
  readonly canvasReason: CanvasReason | null;
}

/**
 * Fills `host` with a canvas that is hidden from assistive technology (the host carries the text). `kind`
 * tells what draws now and may change from `webgl` to `canvas` once; `canvasReason` then says why.
 *
 * @param onFallBack hears of that change, after it
 */
export function createStageRenderer(
  host: HTMLElement,
  path: StagePath = 'auto',
  onFallBack: () => void = () => undefined,
): ChosenRenderer {
  let size: Parameters<StageRenderer['resize']> = [0, 0, 1];
  let lastScene: Scene | null = null;
  let trial: Trial | null = null;
  let canvasReason: CanvasReason | null = null;
  let { canvas, renderer } = mount(wantsGpu());

  function wantsGpu(): boolean {
    if (path !== 'auto') return path === 'webgl';
    if (!hasHardwareWebgl()) canvasReason = 'noDevice';
    return canvasReason === null;
  }

  function mount(onGpu: boolean): { canvas: HTMLCanvasElement; renderer: StageRenderer } {
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    Object.assign(canvas.style, { display: 'block', width: '100%', height: '100%' });
    const webgl = onGpu ? createWebglRenderer(canvas, fallBack) : null;
    if (onGpu && !webgl) {
      canvasReason = 'refused';
      return mount(false);
    }
    trial = webgl && path === 'auto' ? createTrial(webgl) : null;
    host.append(canvas);
    return { canvas, renderer: webgl ?? createCanvasRenderer(canvas) };
  }

  function fallBack(reason: CanvasReason): void {
    // A draw that finds the GPU unfit may also be the one by which it is found slow.
    if (renderer.kind === 'canvas') return;
    canvasReason = reason;
    renderer.dispose();
    canvas.remove();
    ({ canvas, renderer } = mount(false));
    renderer.resize(...size);
    if (lastScene) renderer.draw(lastScene);
    onFallBack();
  }

  return {
    get kind() {
      return renderer.kind;
    },
    get canvasReason() {
      return canvasReason;
    },
    draw(scene) {
      lastScene = scene;
      if (!trial) return renderer.draw(scene);
      const verdict = trial(scene);
      if (verdict === 'slow') fallBack('slow');
      else if (verdict === 'fast') trial = null;
    },
    resize(...next) {
      size = next;
      renderer.resize(...size);
      // A canvas that changes its size is blank; it must not be seen so until the next frame.
      if (lastScene) renderer.draw(lastScene);
    },
    dispose() {
      renderer.dispose();
      canvas.remove();
    },
  };
}

/** Draws, and after enough draws says whether the renderer is worth keeping. */
type Trial = (scene: Scene) => 'fast' | 'slow' | 'undecided';

function createTrial(renderer: WebglRenderer): Trial {
  let draws = 0;
  const timesMs: number[] = [];
  return (scene) => {
    const startMs = performance.now();
    renderer.draw(scene);
    renderer.finish();
    draws++;
    if (draws > WARM_UP_DRAWS) timesMs.push(performance.now() - startMs);
    if (timesMs.length < MEASURED_DRAWS) return 'undecided';
    return timesMs.sort((a, b) => a - b)[MEASURED_DRAWS >> 1]! > SLOW_MS ? 'slow' : 'fast';
  };
}
