import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { relativeL2 } from '../../../test/compareMaps.ts';
import { gradientGain } from '../gradientGain.ts';
import { registerBackends } from '../registerBackends.ts';
import { derivedMethods } from './catalogue.ts';

/** WebGL that stores 16-bit floats, as phones have it. */
function useHalfFloats(): void {
  tf.env().set('WEBGL_FORCE_F16_TEXTURES', true);
  tf.env().set('WEBGL_RENDER_FLOAT32_ENABLED', false);
}

beforeAll(() => registerBackends());
afterAll(() => tf.env().reset());

// Two cells, three channels: one that rises and falls, one without activation, one that falls everywhere.
const activation = [1, 0, 2, 3, 0, 1];
const gradient = [2e-3, 1e-3, -1e-3, -1e-3, 4e-3, -2e-3];

test.each(['gradCamPlusPlus', 'xGradCam'] as const)('%s is the same in 16-bit floats', async (id) => {
  const mapOn = async (backend: string) => {
    await tf.setBackend(backend);
    const gain = gradientGain();
    const large = tf.tensor3d(
      gradient.map((value) => value * gain),
      [1, 2, 3],
    );
    const map = derivedMethods[id].map(tf.tensor3d(activation, [1, 2, 3]), large, gain);
    return { gain, values: Float32Array.from(await map.data(), (value) => value / gain) };
  };
  const expected = await mapOn('cpu');
  useHalfFloats();
  const found = await mapOn('webgl');
  expect([expected.gain, found.gain]).toEqual([1, 1024]);
  expect(relativeL2(found.values, expected.values)).toBeLessThan(0.01);
});
