/** How far a method's map moves when what it is made from moves a little. */
import * as tf from '@tensorflow/tfjs';
import type { CamMethod } from '../src/engine/methods/camMethod.ts';
import { meanOverCells } from '../src/engine/methods/reductions.ts';
import { createRandom } from '../src/measure/random.ts';
import { relativeL2 } from './compareMaps.ts';

const step = 1e-4;

/**
 * Relative change of the map per relative change of a layer's activation or gradient: in each channel, the one
 * is shifted by `step` times its mean size, the other made larger or smaller by `step`. The larger of some tries.
 */
export async function conditionNumber(
  method: CamMethod,
  activation: tf.Tensor3D,
  gradient: tf.Tensor3D,
): Promise<number> {
  const read = async (makeMap: () => tf.Tensor) => {
    const map = tf.tidy(makeMap);
    const values = (await map.data()) as Float32Array;
    map.dispose();
    return values;
  };
  const map = await read(() => method.map(activation, gradient));
  const changes: number[] = [];
  for (const seed of [1, 2]) {
    const random = createRandom(seed);
    const signs = Array.from({ length: activation.shape[2] }, () => (random() < 0.5 ? -step : step));
    const shifted = await read(() => {
      const size = meanOverCells(tf.abs(activation));
      return method.map(tf.add(activation, tf.mul(size, signs)), gradient);
    });
    const scaled = await read(() => {
      const factors = signs.map((sign) => 1 + sign);
      return method.map(activation, tf.mul(gradient, factors));
    });
    changes.push(relativeL2(shifted, map) / step, relativeL2(scaled, map) / step);
  }
  return Math.max(...changes);
}
