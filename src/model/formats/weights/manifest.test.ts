import { describe, expect, test } from 'vitest';
import { thrownFailure } from '../../../../test/thrownFailure.ts';
import type { JsonValue } from '../modelSource.ts';
import { toFloat32FromHalves } from './floats.ts';
import { readManifest } from './manifest.ts';

function manifest(weights: JsonValue, paths: JsonValue = ['w.bin']): JsonValue {
  return [{ paths, weights }];
}

function read(value: JsonValue, ...shards: Uint8Array[]) {
  const names = shards.length === 1 ? ['w.bin'] : shards.map((_, index) => `shard${index}.bin`);
  return readManifest(
    value,
    shards.map((bytes, index) => ({ name: names[index]!, bytes })),
    'model.json',
  );
}

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

describe('readManifest', () => {
  test('cuts the bytes in the order of the list, across the borders of shards', () => {
    const bytes = floats(1, 2, 3, 4, 5);
    const weights = read(
      manifest(
        [
          { name: 'a/kernel', shape: [2, 2], dtype: 'float32' },
          { name: 'a/bias', shape: [1], dtype: 'float32' },
        ],
        ['folder/shard0.bin', 'shard1.bin', 'shard2.bin'],
      ),
      bytes.slice(0, 3),
      bytes.slice(3, 17),
      bytes.slice(17),
    );
    expect(weights.get('a/kernel')).toEqual({
      shape: [2, 2],
      dtype: 'float32',
      values: Float32Array.of(1, 2, 3, 4),
    });
    expect(Array.from(weights.get('a/bias')!.values)).toEqual([5]);
  });

  test('restores quantised numbers: value · scale + min', () => {
    const quantization = { dtype: 'uint8', scale: 0.5, min: -10 };
    const weights = read(
      manifest([{ name: 'k', shape: [3], dtype: 'float32', quantization }]),
      Uint8Array.of(0, 1, 255),
    );
    expect(Array.from(weights.get('k')!.values)).toEqual([-10, -9.5, 117.5]);
  });

  test('restores 16-bit numbers', () => {
    // 1, −2, the smallest positive one, and infinity: IEEE 754 binary16.
    const halves = new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00).buffer);
    expect(Array.from(toFloat32FromHalves(halves))).toEqual([1, -2, 2 ** -24, Number.POSITIVE_INFINITY]);
    const quantization = { dtype: 'float16' };
    const weights = read(manifest([{ name: 'k', shape: [4], dtype: 'float32', quantization }]), halves);
    expect(weights.get('k')!.values[1]).toBe(-2);
  });

  test('too few bytes, too many, a missing shard and one named twice are told apart', () => {
    const one = { name: 'a', shape: [2], dtype: 'float32' };
    expect(thrownFailure(() => read(manifest([one]), floats(1))).message).toContain('fewer bytes');
    expect(thrownFailure(() => read(manifest([one]), floats(1, 2, 3))).message).toContain('more bytes');
    const missing = thrownFailure(() =>
      read(manifest([one], ['http://example.org/other.bin']), floats(1, 2)),
    );
    expect(missing.code).toBe('modelFileMissing');
    expect(missing.details).toMatchObject({ file: 'other.bin' });
    expect(thrownFailure(() => read(manifest([one], ['w.bin', 'w.bin']), floats(1))).message).toContain(
      'twice',
    );
  });

  test('a shape that no memory holds is refused before the bytes are looked at', () => {
    const giant = { name: 'a', shape: [2e8, 100], dtype: 'float32' };
    expect(thrownFailure(() => read(manifest([giant]), floats(1))).code).toBe('modelTooLarge');
    const negative = { name: 'a', shape: [-1, 4], dtype: 'float32' };
    expect(thrownFailure(() => read(manifest([negative]), floats(1))).code).toBe('modelKindRefused');
  });
});
