import * as tf from '@tensorflow/tfjs';

/**
 * By how much the seed of the backward pass is multiplied. Phones' WebGL stores 16-bit floats and flushes what
 * is below about 6e-5 to zero, which is where gradients live. Gradients are linear in the seed, so they are
 * computed larger and the maps divided again.
 */
export function gradientGain(): number {
  return hasHalfFloats() ? 1024 : 1;
}

/** True where the current backend computes with 16-bit floats. */
export function hasHalfFloats(): boolean {
  return tf.getBackend() === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED');
}
