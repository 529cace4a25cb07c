import { strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readMade, readSubject } from '../../../test/modelSubjects.ts';
import { samplePhotos } from '../../../test/samplePhotos.ts';
import type { ModelFile, ModelSource } from '../formats/modelSource.ts';
import { readModel } from '../formats/readModel.ts';
import { guessSheet } from './guessSheet.ts';
import { scoreRanges, trustedRange } from './statistics.ts';

function read(path: string, ...more: ModelFile[]): ModelSource {
  return readModel([...readSubject(path)!, ...more]);
}

const tiny = 'teachable-machine/tiny-image-model.zip';
const xception = 'keras/fer2013_mini_XCEPTION.102-0.66.hdf5';
const mnist = 'keras/mnist_cnn.weights-only.keras';

describe('the sheet of a model that was read', () => {
  test('Teachable Machine: labels, grey, cropped, from −1 to 1', () => {
    expect(guessSheet(read(tiny))).toMatchObject({
      width: 96,
      height: 96,
      channels: 1,
      openSize: false,
      labels: { value: ['Class 1', 'Class 2'], evidence: { kind: 'metadata' }, isSure: true },
      range: { value: 'symmetric', isSure: true },
      fit: { value: 'centreCrop', isSure: true },
      output: { value: 'softmax', evidence: { kind: 'lastLayer' }, isSure: true },
    });
  });

  test('a list of the right length is taken for the classes, another is not', () => {
    const seven = {
      name: 'emotions.txt',
      bytes: strToU8('angry\ndisgust\nfear\nhappy\nsad\nsurprise\nneutral\n'),
    };
    const three = { name: 'notes.txt', bytes: strToU8('a\nb\nc\n') };
    expect(guessSheet(read(xception, three, seven)).labels).toMatchObject({
      evidence: { kind: 'labelFile', detail: 'emotions.txt' },
      isSure: true,
    });
    expect(guessSheet(read(mnist, three)).labels).toMatchObject({ isSure: false });
    expect(guessSheet(read(mnist)).labels.value[9]).toBe('class 9');
  });

  test('a thousand outputs are ImageNet’s classes', () => {
    const { labels, range } = guessSheet(read('onnx/light_squeezenet.onnx'));
    expect(labels.evidence.kind).toBe('imageNet');
    expect([labels.value[0], labels.value[281], labels.value[999]]).toEqual([
      'tench',
      'tabby',
      'toilet tissue',
    ]);
    expect(new Set(labels.value).size).toBe(1000);
    expect(range).toMatchObject({ value: 'imageNet', isSure: false });
  });

  test.each([
    ['a Rescaling by 1/127.5', ['nested.keras'], 'bytes'],
    ['preprocessing written in Python', ['ops.keras'], 'bytes'],
    ['another factor for each channel', ['vector.keras'], 'bytes'],
    ['a Resizing and a Rescaling by 1/255', ['open.keras'], 'bytes'],
    ['mean and deviation of [0, 1] inside', ['views.onnx'], 'unit'],
  ])('%s is read from the first layers', (_, files, range) => {
    const sheet = guessSheet(readModel(readMade(...files)));
    expect(sheet.range).toMatchObject({ value: range, evidence: { kind: 'firstLayers' }, isSure: true });
  });

  test('one sigmoid has two names, an open size is said', () => {
    const sheet = guessSheet(readModel(readMade('open.keras')));
    expect(sheet).toMatchObject({ openSize: true, width: 16, height: 16, output: { value: 'sigmoid' } });
    expect(sheet.labels.value).toHaveLength(2);
  });

  test('a model without an activation at its end gives values', () => {
    expect(guessSheet(readModel(readMade('ops.keras'))).output).toMatchObject({
      value: 'values',
      isSure: false,
    });
  });

  test('parameters and outputs are counted: 28 × 28 pixels and one dense layer by hand', () => {
    const { parameters, weightBytes, activationBytes, peakBytes } = guessSheet(read(mnist)).estimate;
    expect(weightBytes).toBe(parameters * 4);
    // The input alone is 784 numbers, the first convolution's output 26 · 26 · 32.
    expect(activationBytes).toBeGreaterThan(4 * (784 + 26 * 26 * 32));
    expect(peakBytes).toBe(3 * weightBytes + Math.round(1.2 * activationBytes));
  });
});

describe('the range, from the first normalisation and ordinary photos', () => {
  test.each([
    ['Teachable Machine, grey', tiny, 'symmetric'],
    ['Teachable Machine, MobileNetV2', 'teachable-machine/image-model.zip', 'symmetric'],
    ['mini-XCEPTION', xception, 'symmetric'],
  ])('%s', (_, path, range) => {
    const files = readSubject(path);
    if (!files) {
      console.warn(`skipped: ${path} is not on this machine`);
      return;
    }
    const source = readModel(files);
    const [height, width] = source.outline[0]!.shape as [number, number, number];
    const scores = scoreRanges(source, samplePhotos(width, height));
    expect(scores?.[0]?.range).toBe(range);
    expect(trustedRange(scores)).toBe(range);
  });

  test('is not asked where there is no normalisation', () => {
    const source = readModel(readMade('channels_last.onnx'));
    expect(scoreRanges(source, samplePhotos(14, 12))).toBeNull();
  });

  test('two that fit alike are not trusted', () => {
    expect(
      trustedRange([
        { range: 'unit', score: 0.9 },
        { range: 'symmetric', score: 1 },
      ]),
    ).toBeNull();
    expect(trustedRange([])).toBeNull();
  });
});
