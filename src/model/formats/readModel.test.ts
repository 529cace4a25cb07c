import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readSubject } from '../../../test/modelSubjects.ts';
import { thrownFailure } from '../../../test/thrownFailure.ts';
import type { ModelFile } from './modelSource.ts';
import { loadOffered } from './openFiles.ts';
import { readModel } from './readModel.ts';

const tiny = readSubject('teachable-machine/tiny-image-model.zip')!;
const liveness = readSubject('graph/liveness.json')!;
const hdf5 = readSubject('keras/fer2013_mini_XCEPTION.102-0.66.hdf5')!;
const labels: ModelFile = { name: 'names.txt', bytes: strToU8('0 left\n1 right\n') };

describe('any mixture of files, under any names', () => {
  test('a Teachable Machine archive is one, whatever it is called, and its labels are found', () => {
    const source = readModel([{ name: 'photo.jpg', bytes: tiny[0]!.bytes }]);
    expect(source).toMatchObject({ format: 'teachableMachine', openSize: false });
    expect(source.outline[0]!.shape).toEqual([96, 96, 1]);
    expect(source.notes.metadata).toMatchObject({ labels: ['Class 1', 'Class 2'] });
    expect(source.name).toBe('photo');
  });

  test('a GraphModel is found among pictures and texts', () => {
    const picture = { name: 'cat.png', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0) };
    const source = readModel([picture, ...liveness, labels]);
    expect(source.format).toBe('tfjsGraph');
    expect(source.outline[0]!.shape).toEqual([32, 32, 3]);
    expect(source.outline.at(-1)).toMatchObject({ kind: 'Softmax', shape: [2] });
    expect(source.notes.labelLists).toEqual([{ file: 'names.txt', labels: ['left', 'right'] }]);
  });

  test('an archive that holds another one is opened as well', () => {
    const outer = zipSync({ 'in/inner.zip': tiny[0]!.bytes, 'in/names.txt': labels.bytes });
    const source = readModel([{ name: 'all.zip', bytes: outer }]);
    expect(source.format).toBe('teachableMachine');
    expect(source.notes.labelLists.map(({ file }) => file)).toContain('names.txt');
  });

  test('layers of inner models stand in one list, each reading only what comes before it', () => {
    const { outline } = readModel(tiny);
    expect(outline.map(({ kind }) => kind)).not.toContain('Sequential');
    for (const [position, { inputs }] of outline.entries())
      for (const input of inputs) expect(input).toBeLessThan(position);
    expect(new Set(outline.map(({ name }) => name)).size).toBe(outline.length);
  });

  test('files that are handed over as files of a page are read when they are few enough', async () => {
    const loaded = await loadOffered([new File([labels.bytes as Uint8Array<ArrayBuffer>], 'names.txt')]);
    expect(loaded).toEqual([labels]);
    const giant = {
      name: 'x',
      size: 2 ** 40,
      arrayBuffer: () => Promise.reject(new Error('must not be read')),
    };
    await expect(loadOffered([giant])).rejects.toMatchObject({ code: 'modelTooLarge' });
  });
});

describe('what is not read', () => {
  test('a shard that is missing is named', () => {
    const failure = thrownFailure(() => readModel(liveness.filter(({ name }) => name.endsWith('.json'))));
    expect(failure).toMatchObject({ code: 'modelFileMissing', details: { file: 'liveness.bin' } });
  });

  test('two models at once', () => {
    expect(thrownFailure(() => readModel([...liveness, ...hdf5]))).toMatchObject({ code: 'modelSeveral' });
  });

  test('a broken file beside a model is no reason, a broken file alone is the reason', () => {
    const broken = { name: 'annotations.json', bytes: strToU8('{"images": [') };
    expect(readModel([broken, ...hdf5]).format).toBe('kerasHdf5');
    expect(thrownFailure(() => readModel([broken, labels]))).toMatchObject({
      code: 'modelFileDamaged',
      details: { file: 'annotations.json' },
    });
  });

  test('weights without the network that they belong to', () => {
    const config = { class_name: 'Sequential', config: { name: 'a', layers: [] } };
    const files = [{ name: 'config.json', bytes: strToU8(JSON.stringify(config)) }];
    expect(thrownFailure(() => readModel(files)).code).toBe('modelNotFound');
  });

  test.each([
    ['tflite', 'model.tflite', [0x1c, 0, 0, 0, 0x54, 0x46, 0x4c, 0x33, 0, 0]],
    ['savedModel', 'saved_model.pb', [0x08, 1, 0x12, 2, 0x0a, 0]],
    ['pytorch', 'model.pt', [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc]],
    ['safetensors', 'model.safetensors', [2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22, 0x7d]],
    ['gguf', 'model.bin', [0x47, 0x47, 0x55, 0x46, 3, 0]],
    ['coreMl', 'model.mlmodel', [0x08, 1, 0x12, 0, 0xa2, 0x1f, 0]],
  ])('%s by its name', (format, name, bytes) => {
    const failure = thrownFailure(() => readModel([{ name, bytes: Uint8Array.from(bytes) }]));
    expect(failure).toMatchObject({ code: 'modelFormatRefused', details: { format, file: name } });
  });

  test('a PyTorch archive by what is in it', () => {
    const bytes = zipSync({
      'model/data.pkl': Uint8Array.of(0x80, 2, 0x7d),
      'model/data/0': strToU8('floats'),
    });
    expect(thrownFailure(() => readModel([{ name: 'model.pth', bytes }]))).toMatchObject({
      code: 'modelFormatRefused',
      details: { format: 'pytorch' },
    });
  });

  test('a SavedModel by its network, though its checkpoint comes first', () => {
    const index = { name: 'variables/variables.index', bytes: new Uint8Array(64).fill(1) };
    const network = { name: 'saved_model.pb', bytes: Uint8Array.of(0x08, 1, 0x12, 2, 0x0a, 0) };
    expect(thrownFailure(() => readModel([labels, index, network])).details).toEqual({
      format: 'savedModel',
      file: 'saved_model.pb',
    });
  });

  test('nothing that could be a model', () => {
    expect(thrownFailure(() => readModel([labels])).code).toBe('modelNotFound');
    expect(thrownFailure(() => readModel([])).code).toBe('modelNotFound');
  });
});
