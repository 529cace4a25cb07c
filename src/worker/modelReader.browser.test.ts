import { afterEach, expect, test } from 'vitest';
import { connectModelReader, type ModelReaderConnection } from './connectModelReader.ts';

let connection: ModelReaderConnection | null = null;

afterEach(() => {
  connection?.close();
  connection = null;
});

/** A network of one pooling and two classes, as files of a page. */
function modelFiles(shape: readonly number[]): File[] {
  const layers = [
    { class_name: 'InputLayer', config: { batch_input_shape: [null, 8, 8, 3], name: 'image' } },
    { class_name: 'GlobalAveragePooling2D', config: { name: 'pool' } },
    { class_name: 'Dense', config: { name: 'out', units: 2, use_bias: false, activation: 'softmax' } },
  ];
  const weightsManifest = [{ paths: ['w.bin'], weights: [{ name: 'out/kernel', shape, dtype: 'float32' }] }];
  const json = { modelTopology: { class_name: 'Sequential', config: { layers } }, weightsManifest };
  return [
    new File([JSON.stringify(json)], 'anything.txt'),
    new File([Float32Array.of(1, 2, 3, 4, 5, 6)], 'w.bin'),
  ];
}

test('a model is read in a worker of its own and comes back whole', async () => {
  connection = connectModelReader();
  const { source, sheet } = await connection.reader.read({ files: modelFiles([3, 2]) });
  expect(source.weights.get('out/kernel')?.values).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
  expect(sheet).toMatchObject({ width: 8, channels: 3, output: { value: 'softmax' } });
});

test('a refusal keeps its code and its reason on the way', async () => {
  connection = connectModelReader();
  await expect(connection.reader.read({ files: modelFiles([2, 3]) })).rejects.toMatchObject({
    code: 'modelFileDamaged',
    details: { reason: '“out” wants 3 × 2 numbers as its kernel and finds 2 × 3' },
  });
});
