import { sha256 } from '../../lib/sha256.ts';
import { exportedWeights } from './exportedWeights.ts';
import type { Head } from './head.ts';

/**
 * Names the weights that a version exports: SHA-256 of its kernel and bias as float32, the temperature divided out.
 * Trained on two machines these may differ in a last bit, and then so do the names.
 */
export function hashWeights(head: Head, temperature = 1): string {
  const { kernel, bias } = exportedWeights(head, temperature);
  const bytes = new Uint8Array(kernel.byteLength + bias.byteLength);
  bytes.set(new Uint8Array(kernel.buffer));
  bytes.set(new Uint8Array(bias.buffer), kernel.byteLength);
  return sha256(bytes);
}
