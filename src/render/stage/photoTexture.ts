/** The photo on the GPU, with a look at what arrived there. */
import type { ScenePhoto } from '../api.ts';
import { setFilter } from './gridTextures.ts';

/** Frames that follow each other come from one source: after the first, one in this time is looked at. */
const CHECK_EVERY_MS = 1000;

/** Per channel. Browsers round, and some add noise against fingerprinting; a photo that is not there is far off. */
const TOLERANCE = 24;

export interface PhotoTexture {
  readonly texture: WebGLTexture | null;
  /**
   * Uploads a photo to the texture, which must be bound; the same one is uploaded once, and null is a transparent pixel.
   * False where it did not arrive: WebGL reports an error, or the middle pixel is not the photo's.
   */
  upload(photo: ScenePhoto | null): boolean;
}

export function createPhotoTexture(gl: WebGL2RenderingContext): PhotoTexture {
  const texture = gl.createTexture();
  let uploaded: ScenePhoto | null | undefined;
  let checked: { readonly width: number; readonly height: number; readonly atMs: number } | null = null;

  /** Looking waits for the GPU, which takes a millisecond or more. */
  function shouldCheck({ width, height }: ImageBitmap): boolean {
    if (checked?.width !== width || checked.height !== height) return true;
    return performance.now() - checked.atMs > CHECK_EVERY_MS;
  }

  return {
    texture,
    upload(photo) {
      if (photo === uploaded) return true;
      uploaded = photo;
      const checks = photo !== null && shouldCheck(photo.bitmap);
      if (checks) clearErrors(gl);
      fillTexture(gl, photo);
      if (!checks) return true;
      if (!hasArrived(gl, texture, photo.bitmap)) return false;
      checked = { width: photo.bitmap.width, height: photo.bitmap.height, atMs: performance.now() };
      return true;
    },
  };
}

/** With mipmaps: a photo is mostly shown smaller than it is. */
function fillTexture(gl: WebGL2RenderingContext, photo: ScenePhoto | null): void {
  if (photo) {
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, photo.bitmap);
  } else {
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }
  setFilter(gl, gl.LINEAR);
  gl.generateMipmap(gl.TEXTURE_2D);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
}

/** Errors of earlier calls are kept until they are asked for. */
function clearErrors(gl: WebGL2RenderingContext): void {
  while (!gl.isContextLost() && gl.getError() !== gl.NO_ERROR);
}

/** A GPU that is lost says so itself: here it passes. */
function hasArrived(gl: WebGL2RenderingContext, texture: WebGLTexture | null, bitmap: ImageBitmap): boolean {
  if (gl.isContextLost()) return true;
  if (gl.getError() !== gl.NO_ERROR) return false;
  const x = bitmap.width >> 1;
  const y = bitmap.height >> 1;
  const found = readTexel(gl, texture, x, y);
  const expected = readPixel(bitmap, x, y);
  return (
    expected === null || expected.every((value, channel) => Math.abs(value - found[channel]!) <= TOLERANCE)
  );
}

function readTexel(gl: WebGL2RenderingContext, texture: WebGLTexture | null, x: number, y: number) {
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  const texel = new Uint8Array(4);
  gl.readPixels(x, y, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, texel);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.deleteFramebuffer(framebuffer);
  return texel;
}

/** As a 2D canvas draws it; null where there is none to ask. */
function readPixel(bitmap: ImageBitmap, x: number, y: number): readonly number[] | null {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  context.drawImage(bitmap, x, y, 1, 1, 0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data];
}
