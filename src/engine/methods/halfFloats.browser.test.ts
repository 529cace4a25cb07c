import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { relativeL2 } from '../../../test/compareMaps.ts';
import { registerBackends } from '../backend/registerBackends.ts';
import { gradientGain } from '../run/gradientGain.ts';
import { derivedMethods } from './catalogue.ts';

type Shape = [number, number, number];

/** WebGL that stores 16-bit floats, as phones have it. */
function setHalfFloats(): void {
  tf.env().set('WEBGL_FORCE_F16_TEXTURES', true);
  tf.env().set('WEBGL_RENDER_FLOAT32_ENABLED', false);
}

beforeAll(() => registerBackends());
afterAll(() => tf.env().reset());

async function mapOn(
  backend: string,
  id: 'gradCamPlusPlus' | 'xGradCam',
  activation: readonly number[],
  gradient: readonly number[],
  shape: Shape,
): Promise<Float32Array> {
  await tf.setBackend(backend);
  if (backend === 'webgl') setHalfFloats();
  const gain = gradientGain();
  expect(gain).toBe(backend === 'webgl' ? 1024 : 1);
  const large = gradient.map((value) => value * gain);
  const map = derivedMethods[id].map(tf.tensor3d([...activation], shape), tf.tensor3d(large, shape), gain);
  return Float32Array.from(await map.data(), (value) => value / gain);
}

// Two cells, three channels: one that rises and falls, one without activation, one that falls everywhere.
const activation = [1, 0, 2, 3, 0, 1];
const gradient = [2e-3, 1e-3, -1e-3, -1e-3, 4e-3, -2e-3];
const steep = gradient.map((slope) => 200 * slope);
// So much activation in all that 16 bits cannot say how much, of which one cell in four does not rise.
const large: Shape = [112, 112, 1];
const full = new Array<number>(112 * 112).fill(6);
const partlyRising = full.map((_, cell) => (cell % 4 ? 1e-4 * (cell % 7) : -1e-4));

test.each([
  ['gradCamPlusPlus', 'small gradients', activation, gradient, [1, 2, 3]],
  ['gradCamPlusPlus', 'large gradients', activation, steep, [1, 2, 3]],
  ['gradCamPlusPlus', 'a large layer', full, partlyRising, large],
  ['xGradCam', 'small gradients', activation, gradient, [1, 2, 3]],
  ['xGradCam', 'a large layer', full, partlyRising, large],
] as const)('%s is the same in 16-bit floats: %s', async (id, _what, a, g, [height, width, channels]) => {
  const expected = await mapOn('cpu', id, a, g, [height, width, channels]);
  const found = await mapOn('webgl', id, a, g, [height, width, channels]);
  expect(relativeL2(found, expected)).toBeLessThan(0.01);
});

test('in 16-bit floats XGrad-CAM gives no weight by what rounding leaves over', async () => {
  // A sum of 1 − 1.001.
  expect([...(await mapOn('webgl', 'xGradCam', [1, -1.001], [0.03, -0.03], [1, 2, 1]))]).toEqual([0, 0]);
});
