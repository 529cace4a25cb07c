import { describe, expect, test } from 'vitest';
import { type FeatureScope, missingFeature } from './missingFeature.ts';

const whole: FeatureScope = {
  Worker: class {},
  OffscreenCanvas: class {},
  createImageBitmap: () => undefined,
  ResizeObserver: class {},
  document: { createElement: () => ({ getContext: () => ({}) }) },
};

describe('missingFeature', () => {
  test('a browser with everything lacks nothing', () => {
    expect(missingFeature(whole)).toBeNull();
  });

  test.each([
    ['worker', { Worker: undefined }],
    ['offscreenCanvas', { OffscreenCanvas: undefined }],
    ['canvas', { document: { createElement: () => ({ getContext: () => null }) } }],
    ['createImageBitmap', { createImageBitmap: undefined }],
    ['resizeObserver', { ResizeObserver: undefined }],
  ] as const)('%s is named where it is gone', (feature, lack) => {
    expect(missingFeature({ ...whole, ...lack })).toBe(feature);
  });

  test('of several, the one that comes first', () => {
    expect(missingFeature({ ...whole, Worker: undefined, ResizeObserver: undefined })).toBe('worker');
  });
});
