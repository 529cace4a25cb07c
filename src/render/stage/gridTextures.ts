/** Maps on the GPU, uploaded once each and dropped when too many. */
import type { Grid } from '../../cam/map/grid.ts';

/** All 155 maps of the default model and a few averages are 2 MB; this holds those of several runs. */
const LIMIT_BYTES = 16 * 2 ** 20;
const KEPT = 3;

export interface GridTextures {
  /** The texture of a grid; stays valid for the next two calls at least: a frame needs three. */
  textureOf(grid: Grid): WebGLTexture | null;
}

/**
 * One R32F texture per grid, by identity; the least recently used go first. Separate textures rather than
 * layers of one array texture: an array would force all maps, 7² to 224², to one size, and what is saved
 * by it, a binding per map, does not matter with two maps a frame. 32 bits because the numbers can then
 * be uploaded as they are; the shader interpolates, so no filtering is asked of a float texture.
 */
export function createGridTextures(gl: WebGL2RenderingContext): GridTextures {
  const textures = new Map<Grid, WebGLTexture>();
  let bytes = 0;

  function dropOldest(): void {
    for (const [grid, texture] of textures) {
      if (bytes <= LIMIT_BYTES || textures.size <= KEPT) return;
      gl.deleteTexture(texture);
      textures.delete(grid);
      bytes -= grid.data.byteLength;
    }
  }

  return {
    textureOf(grid) {
      const known = textures.get(grid);
      if (known) {
        textures.delete(grid);
        textures.set(grid, known);
        return known;
      }
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, grid.width, grid.height, 0, gl.RED, gl.FLOAT, grid.data);
      setFilter(gl, gl.NEAREST);
      textures.set(grid, texture);
      bytes += grid.data.byteLength;
      dropOldest();
      return texture;
    },
  };
}

/** Filters the bound texture alike in both directions and holds its border. */
export function setFilter(gl: WebGL2RenderingContext, filter: number): void {
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
}
