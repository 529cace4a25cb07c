import { describe, expect, test } from 'vitest';
import { readMade, readSubject } from '../../../../test/modelSubjects.ts';
import { thrownFailure } from '../../../../test/thrownFailure.ts';
import { unpackZip } from '../archive/zip.ts';
import { openHdf5 } from './openHdf5.ts';

const legacy = readSubject('keras/fer2013_mini_XCEPTION.102-0.66.hdf5')![0]!.bytes;
const repacked = unpackZip(readSubject('keras/mnist_cnn.weights-only.keras')![0]!.bytes, 'mnist.keras').find(
  ({ name }) => name === 'model.weights.h5',
)!.bytes;

describe('openHdf5', () => {
  test('reads attributes whose texts are padded, and groups in symbol tables', () => {
    const root = openHdf5(legacy, 'a.hdf5');
    expect(root.texts('keras_version')).toEqual(['2.0.5']);
    expect(root.find('model_weights')!.texts('layer_names')!.slice(0, 2)).toEqual(['input_1', 'conv2d_1']);
    expect(root.texts('nothing')).toBeNull();
    expect(root.find('model_weights/nothing')).toBeNull();
  });

  test('reads numbers in one piece without copying them', () => {
    const layer = openHdf5(legacy, 'a.hdf5').find('model_weights/conv2d_1')!;
    const kernel = layer.find(layer.texts('weight_names')![0]!)!.numbers('kernel');
    expect(kernel.shape).toEqual([3, 3, 1, 8]);
    expect(kernel.values.buffer).toBe(legacy.buffer);
  });

  test('reads groups whose members lie in a heap, and numbers in packed chunks', () => {
    const layers = openHdf5(repacked, 'b.h5').find('layers')!;
    expect(layers.members().length).toBeGreaterThan(8);
    const kernel = layers.find('conv2d/vars/0')!.numbers('kernel');
    expect(kernel.shape).toEqual([3, 3, 1, 32]);
    expect(Array.from(kernel.values).every((value) => Math.abs(value) < 2)).toBe(true);
  });

  test('a long path through a group that holds itself is not followed', () => {
    const root = openHdf5(readMade('ops.weights.h5')[0]!.bytes, 'c.h5');
    expect(root.find(Array.from({ length: 5000 }, () => 'layers').join('/'))).toBeNull();
  });

  test('a cut file is damage, wherever it is cut', () => {
    for (const length of [9, 100, 2000, 20_000]) {
      const cut = legacy.subarray(0, length);
      const failure = thrownFailure(() =>
        openHdf5(cut, 'a.hdf5').find('model_weights/conv2d_1/conv2d_1/kernel:0')!.numbers('k'),
      );
      expect(failure.code).toBe('modelFileDamaged');
    }
  });

  test('a tree that leads back to itself is damage and not a loop', () => {
    const text = new TextDecoder('latin1').decode(legacy);
    const tree = text.indexOf('TREE');
    const circular = legacy.slice();
    const view = new DataView(circular.buffer);
    // One level up, and the first child is the node itself.
    view.setUint8(tree + 5, 1);
    view.setBigUint64(tree + 32, BigInt(tree), true);
    expect(thrownFailure(() => openHdf5(circular, 'a.hdf5').members()).message).toContain('circle');
  });
});
