import { describe, expect, test } from 'vitest';
import type { FailureCode, FailureDetails } from '../../lib/failure.ts';
import { canRetry, failureMessage } from './failureMessages.ts';

// A record, so that a new code cannot be forgotten here either.
const codes: Readonly<Record<FailureCode, true>> = {
  pictureEmpty: true,
  pictureNotAPicture: true,
  pictureUnsupported: true,
  pictureTooManyBytes: true,
  pictureTooManyPixels: true,
  pictureTruncated: true,
  pictureDecodeFailed: true,
  pictureUnreachable: true,
  pictureReaderDied: true,
  videoEmpty: true,
  videoDamaged: true,
  videoUnsupported: true,
  videoTooManyPixels: true,
  cameraMissing: true,
  cameraRefused: true,
  cameraBusy: true,
  cameraInsecure: true,
  cameraStopped: true,
  framesMissing: true,
  modelUnreachable: true,
  modelCorrupt: true,
  modelInvalid: true,
  modelNotLoaded: true,
  modelNotFound: true,
  modelSeveral: true,
  modelFormatRefused: true,
  modelFileMissing: true,
  modelFileDamaged: true,
  modelTooLarge: true,
  modelKindRefused: true,
  modelPartsUnknown: true,
  savedFileInvalid: true,
  savedFileNewer: true,
  bankInvalid: true,
  tooFewPictures: true,
  nothingToSave: true,
  drawingFailed: true,
  featureMissing: true,
  partUnreachable: true,
  noBackend: true,
  deviceLost: true,
  outOfMemory: true,
  numericalFailure: true,
  workerDied: true,
  workerUnresponsive: true,
  cancelled: true,
  internal: true,
};
const allCodes = Object.keys(codes) as FailureCode[];

function message(code: FailureCode, details: FailureDetails = {}) {
  return failureMessage({ code, message: 'for developers', details });
}

describe('failureMessage', () => {
  test.each(allCodes)('%s has a title and whole sentences even without details', (code) => {
    const { title, sentence, nextStep } = message(code);
    expect(title).toMatch(/^[A-Z].*[^.]$/u);
    expect(sentence).toMatch(/^[A-Z“].*\.$/u);
    expect(nextStep).toMatch(/^[A-Z].*[.]$/u);
    expect(`${title} ${sentence} ${nextStep}`).not.toMatch(/undefined|NaN|null|for developers/u);
  });

  test('no two codes say the same', () => {
    expect(new Set(allCodes.map((code) => message(code).title)).size).toBe(allCodes.length);
  });

  test('a file that is something else is called what it is', () => {
    expect(message('pictureNotAPicture', { type: 'PDF' }).sentence).toContain('is a PDF');
    expect(message('pictureNotAPicture', { type: 'HTML' }).sentence).toContain('is an HTML page,');
    expect(message('pictureUnsupported', { type: 'SVG' }).sentence).toContain('is an SVG drawing that');
    expect(message('pictureUnsupported', { type: 'ICO' }).sentence).toContain('is an ICO that');
    expect(message('pictureUnsupported', { type: 'camera raw' }).sentence).toContain('is a camera raw file');
    expect(message('pictureNotAPicture', { type: 'text' }).sentence).toContain('is text');
    expect(message('pictureNotAPicture', { type: 'unknown' }).sentence).not.toContain('unknown');
  });

  test('limits are said in the numbers that were given', () => {
    const bytes = message('pictureTooManyBytes', { sizeMegabytes: 312, limitMegabytes: 200 }).sentence;
    expect(bytes).toBe('It has 312.0\u00a0MB; the limit is 200.0\u00a0MB.');
    const pixels = message('pictureTooManyPixels', { width: 20_000, height: 20_000, limitMegapixels: 50 });
    expect(pixels.sentence).toContain('20000 × 20000 pixels');
    expect(pixels.sentence).toContain('the limit is 50\u00a0megapixels');
  });
});

describe('a model that is not read', () => {
  test.each([
    ['tflite', 'TensorFlow.js'],
    ['savedModel', 'tensorflowjs_converter'],
    ['pytorch', 'torch.onnx.export'],
    ['coreMl', 'Core ML'],
    ['somethingElse', 'Keras'],
  ])('%s has a way out', (format, word) => {
    const { title, sentence, nextStep } = message('modelFormatRefused', { format, file: 'model.bin' });
    expect(`${title} ${sentence} ${nextStep}`).toContain(word);
    expect(nextStep).toMatch(/^[A-Z].*\.$/u);
  });

  test('names what is unknown, missing and damaged', () => {
    expect(message('modelPartsUnknown', { parts: 'Lambda “crop”' }).sentence).toContain('Lambda “crop”');
    expect(message('modelFileMissing', { file: 'group1-shard2of4.bin' }).sentence).toContain(
      'group1-shard2of4.bin',
    );
    expect(message('modelFileDamaged', { file: 'a.h5', reason: 'It is cut off' }).sentence).toBe(
      '“a.h5”: It is cut off.',
    );
  });
});

describe('canRetry', () => {
  test('a bad file is not offered again, a lost connection is', () => {
    expect(canRetry('pictureTruncated')).toBe(false);
    expect(canRetry('modelUnreachable')).toBe(true);
    expect(canRetry('workerDied')).toBe(true);
  });
});
