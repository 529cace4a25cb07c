import { expect, test } from 'vitest';
import { zeroGrid } from '../../cam/map/grid.ts';
import { createGridTextures } from './gridTextures.ts';

function createContext(): WebGL2RenderingContext {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) throw new Error('no WebGL2');
  return gl;
}

test('a grid is uploaded once', () => {
  const { textureOf } = createGridTextures(createContext());
  const grid = zeroGrid(7, 7);
  const texture = textureOf(grid);
  expect(textureOf(grid)).toBe(texture);
  expect(textureOf(grid)).toBe(texture);
  expect(textureOf(zeroGrid(7, 7))).not.toBe(textureOf(grid));
});

test('the grids not used for longest give way when there are more than 16 MB', () => {
  const gl = createContext();
  const { textureOf } = createGridTextures(gl);
  const grids = Array.from({ length: 5 }, () => zeroGrid(1024, 1024));
  const textures = grids.slice(0, 4).map(textureOf);
  textureOf(grids[0]!);
  textureOf(grids[4]!);
  const isKept = (texture: WebGLTexture | null | undefined) => gl.isTexture(texture ?? null);
  expect(textures.map(isKept)).toEqual([true, false, true, true]);
});
