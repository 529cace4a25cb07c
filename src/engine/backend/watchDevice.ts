/** Notices when the graphics device goes away: from then on tfjs answers with zeros, or never. */
import * as tf from '@tensorflow/tfjs';
import { Failure, type FailureData } from '../../lib/failure.ts';

/** The members of tfjs' GPU backends that are read; their published types leave them out or private. */
interface WatchedBackend {
  readonly device?: { readonly lost: Promise<{ readonly reason?: string; readonly message?: string }> };
  readonly gpgpu?: { readonly gl?: { readonly canvas?: EventTarget } };
}

/**
 * Calls `onLost` once if the current backend's device is lost. The worker must then be replaced: a lost
 * backend can not be revived in place.
 */
export function watchDevice(onLost: (failure: FailureData) => void): void {
  const backend = tf.backend() as unknown as WatchedBackend;
  const name = tf.getBackend();
  if (name === 'webgpu') {
    void backend.device?.lost.then(({ message }) => {
      onLost(new Failure('deviceLost', message || 'the WebGPU device was lost', { backend: name }));
    });
  }
  if (name === 'webgl') {
    backend.gpgpu?.gl?.canvas?.addEventListener(
      'webglcontextlost',
      () => onLost(new Failure('deviceLost', 'the WebGL context was lost', { backend: name })),
      { once: true },
    );
  }
}
