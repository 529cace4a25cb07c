/** A photo at halved sizes, so that it is drawn small without flicker and without filtering it whole each time. */
import type { ScenePhoto } from '../api.ts';

type Drawable = ImageBitmap | HTMLCanvasElement;

/** Answers with the smallest version that still has a pixel for every pixel drawn. */
export type PhotoPyramid = (photo: ScenePhoto, pixelsPerPhotoPixel: number) => Drawable;

/** Remembers the versions of the last photo; a new photo drops them. */
export function createPhotoPyramid(): PhotoPyramid {
  let bitmap: ImageBitmap | null = null;
  let versions: Drawable[] = [];
  return (photo, pixelsPerPhotoPixel) => {
    if (photo.bitmap !== bitmap) {
      bitmap = photo.bitmap;
      versions = [photo.bitmap];
    }
    const neededWidth = photo.width * pixelsPerPhotoPixel;
    let level = 0;
    while (levelWidth(photo.bitmap, level + 1) >= neededWidth && levelWidth(photo.bitmap, level + 1) > 1) {
      level++;
      versions[level] ??= halve(versions[level - 1]!);
    }
    return versions[level]!;
  };
}

function levelWidth(bitmap: ImageBitmap, level: number): number {
  return Math.ceil(bitmap.width / 2 ** level);
}

function halve(source: Drawable): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(source.width / 2);
  canvas.height = Math.ceil(source.height / 2);
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}
