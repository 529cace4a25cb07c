import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { grabFrame } from './grabFrame.ts';

const video = {} as HTMLVideoElement;
const close = vi.fn();

/** A browser whose frames are two by one pixels, but for what the test changes; every byte it copies is 7. */
function stubFrames(change: object = {}): void {
  class FakeFrame {
    displayWidth = 2;
    displayHeight = 1;
    visibleRect = { width: 2, height: 1 };
    format = 'I420';
    close = close;
    constructor() {
      Object.assign(this, change);
    }
    allocationSize({ format }: VideoFrameCopyToOptions): number {
      return format === 'RGBA' ? 8 : 4;
    }
    async copyTo(data: Uint8ClampedArray): Promise<void> {
      data.fill(7);
    }
  }
  vi.stubGlobal('VideoFrame', FakeFrame);
}

beforeEach(() => {
  close.mockClear();
  vi.stubGlobal('createImageBitmap', async (source: object) => source);
  vi.stubGlobal(
    'ImageData',
    class {
      readonly facts: object;
      constructor(data: Uint8ClampedArray, width: number, height: number) {
        this.facts = { data, width, height };
      }
    },
  );
});

afterEach(() => vi.unstubAllGlobals());

test('a frame is taken from main memory, and given back', async () => {
  stubFrames();
  await expect(grabFrame(video)).resolves.toMatchObject({
    facts: { data: new Uint8ClampedArray(8).fill(7), width: 2, height: 1 },
  });
  expect(close).toHaveBeenCalledOnce();
});

test.each([
  ['overlooks the wish and would write planes', { allocationSize: () => 4 }],
  ['could overlook the wish without another size', { format: 'BGRX' }],
  ['would give another part of the picture', { visibleRect: { width: 1, height: 2 } }],
  ['refuses to convert', { copyTo: () => Promise.reject(new Error('NotSupportedError')) }],
])('a browser that %s is asked for the bitmap of the element', async (_what, change) => {
  stubFrames(change);
  await expect(grabFrame(video)).resolves.toBe(video);
  expect(close).toHaveBeenCalledOnce();
});

test('so is one that makes no frame of an element, or knows none', async () => {
  await expect(grabFrame(video)).resolves.toBe(video);
  vi.stubGlobal(
    'VideoFrame',
    class {
      constructor() {
        throw new Error('InvalidStateError');
      }
    },
  );
  await expect(grabFrame(video)).resolves.toBe(video);
});
