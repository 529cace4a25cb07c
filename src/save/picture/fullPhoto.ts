import type { Scene } from '../../render/api.ts';
import type { App } from '../../state/explain/app.ts';

/**
 * Hands `draw` the scenes with as many pixels of the photo as `width` asks for: the one on the screen where that has
 * enough, else the photo read once more, whose bitmap is closed afterwards. All scenes show the same photo.
 */
export async function withFullPhoto(
  app: App,
  scenes: readonly Scene[],
  width: number,
  signal: AbortSignal,
  draw: (scenes: readonly Scene[]) => void,
): Promise<void> {
  const { shown } = app.store.getState();
  const photo = scenes[0]?.photo ?? null;
  const isEnough = photo === null || photo.bitmap.width >= Math.min(width, photo.width);
  if (isEnough || shown === null) {
    draw(scenes);
    return;
  }
  const full = await app.fullPhoto(shown.pictureId);
  try {
    signal.throwIfAborted();
    draw(scenes.map((scene) => ({ ...scene, photo: full })));
  } finally {
    full.bitmap.close();
  }
}
