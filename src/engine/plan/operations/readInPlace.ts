import * as tf from '@tensorflow/tfjs';

/** The members of tfjs' backends that show a tensor's memory without copying it. */
interface HeapBackend {
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array;
}

interface ArrayBackend {
  readSync(dataId: object): Float32Array;
}

/**
 * A view of a float32 tensor's numbers where its memory can be read without copying, valid until the next tensor
 * operation: on the cpu backend it is an array, on WebAssembly a part of its heap. Elsewhere null.
 */
export function readInPlace(tensor: tf.Tensor): Float32Array | null {
  switch (tf.getBackend()) {
    case 'wasm':
      return (tf.backend() as unknown as HeapBackend).typedArrayFromHeap(tensor);
    case 'cpu':
      return (tf.backend() as unknown as ArrayBackend).readSync(tensor.dataId);
    default:
      return null;
  }
}
