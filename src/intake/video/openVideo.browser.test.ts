import { describe, expect, test } from 'vitest';
import { makeVideo, type TestVideo } from '../../../test/makeVideo.ts';
import type { FrameSource, SourceFrame } from '../../state/explain/sequence/frameSource.ts';
import { openByElement } from './openByElement.ts';
import { openVideo } from './openVideo.ts';

const { signal } = new AbortController();

/** Frame n is the n-th of these greys, with a red upper left quarter. */
const greyOf = (frame: number) => 20 + 10 * (frame % 20);

const clip: TestVideo = {
  container: 'webm',
  width: 64,
  height: 32,
  framesPerSecond: 10,
  count: 20,
  paint(context, frame) {
    context.fillStyle = `rgb(${greyOf(frame)} ${greyOf(frame)} ${greyOf(frame)})`;
    context.fillRect(0, 0, 64, 32);
    context.fillStyle = 'red';
    context.fillRect(0, 0, 32, 16);
  },
};

function sizeOf({ picture }: SourceFrame) {
  if (picture instanceof ImageBitmap) return { width: picture.width, height: picture.height };
  return { width: picture.displayWidth, height: picture.displayHeight };
}

function pixelsOf(frame: SourceFrame) {
  const { width, height } = sizeOf(frame);
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(frame.picture, 0, 0);
  frame.picture.close();
  const at = (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data.subarray(0, 3)];
  return { width, height, at };
}

async function framesOf(source: FrameSource): Promise<{ times: number[]; greys: number[] }> {
  const times: number[] = [];
  const greys: number[] = [];
  for (let frame = await source.next(signal); frame; frame = await source.next(signal)) {
    times.push(frame.timeSeconds);
    const { width, height, at } = pixelsOf(frame);
    greys.push(at(width - 8, height - 8)[0]!);
  }
  return { times, greys };
}

describe('a video', () => {
  test.each(['webm', 'mp4'] as const)(
    'gives all its frames in order, then its end, then all again: %s',
    async (container) => {
      const source = await openVideo(await makeVideo({ ...clip, container }), 'clip', signal);
      expect(source).toMatchObject({ kind: 'video', title: 'clip', durationSeconds: expect.closeTo(2, 2) });
      for (const _time of [1, 2]) {
        const { times, greys } = await framesOf(source);
        expect(times).toEqual(Array.from({ length: 20 }, (_, frame) => expect.closeTo(frame / 10, 2)));
        for (const [frame, grey] of greys.entries()) expect(Math.abs(grey - greyOf(frame))).toBeLessThan(5);
      }
      source.close();
      source.close();
    },
  );

  test('of more than three hundred frames gives three hundred, evenly spread', async () => {
    const source = await openVideo(
      await makeVideo({ ...clip, framesPerSecond: 30, count: 450 }),
      'long',
      signal,
    );
    const { times } = await framesOf(source);
    expect(times).toHaveLength(300);
    const steps = times.slice(1).map((time, index) => time - times[index]!);
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(1e-9);
    source.seek?.(times[101]!);
    const sought = (await source.next(signal))!;
    expect(sought.timeSeconds).toBe(times[101]);
    sought.picture.close();
    expect(times.at(-1)).toBeGreaterThan(14.9);
    source.close();
  });

  test.each([
    [90, 32, 64, [24, 8]],
    [180, 64, 32, [56, 24]],
    [270, 32, 64, [8, 56]],
  ] as const)(
    'that lies on its side by %i degrees comes upright',
    async (rotation, width, height, [x, y]) => {
      const source = await openVideo(
        await makeVideo({ ...clip, container: 'mp4', count: 2, rotation }),
        'side',
        signal,
      );
      const pixels = pixelsOf((await source.next(signal))!);
      expect([pixels.width, pixels.height]).toEqual([width, height]);
      expect(pixels.at(x, y)[0]).toBeGreaterThan(200);
      expect(pixels.at(width - 1 - x, height - 1 - y)[0]).toBeLessThan(60);
      source.close();
    },
  );

  test('larger than the stages is scaled down', async () => {
    const source = await openVideo(
      await makeVideo({ ...clip, width: 2560, height: 64, count: 1 }),
      'wide',
      signal,
    );
    const frame = (await source.next(signal))!;
    expect(sizeOf(frame)).toEqual({ width: 1920, height: 48 });
    frame.picture.close();
    source.close();
  });

  test('of a single frame gives that once', async () => {
    const source = await openVideo(await makeVideo({ ...clip, count: 1 }), 'still', signal);
    expect(source.durationSeconds).toBeGreaterThan(0);
    expect(source.stepSeconds).toBe(source.durationSeconds);
    expect((await framesOf(source)).times).toEqual([0]);
    source.close();
  });

  test('goes to any moment, and on from there', async () => {
    const source = await openVideo(await makeVideo(clip), 'clip', signal);
    for (const [asked, given] of [
      [1.5, 1.5],
      [0.34, 0.3],
      [99, 1.9],
      [-1, 0],
    ] as const) {
      source.seek?.(asked);
      const frame = (await source.next(signal))!;
      expect(frame.timeSeconds).toBeCloseTo(given, 2);
      frame.picture.close();
    }
    const next = (await source.next(signal))!;
    expect(next.timeSeconds).toBeCloseTo(0.1, 2);
    next.picture.close();
    source.close();
  });

  test('that is no longer waited for gives the same frame when it is asked again', async () => {
    const source = await openVideo(await makeVideo(clip), 'clip', signal);
    const controller = new AbortController();
    const first = source.next(controller.signal);
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    const frame = (await source.next(signal))!;
    expect(frame.timeSeconds).toBeCloseTo(0, 3);
    frame.picture.close();
    source.close();
  });
});

describe('a video by its element', () => {
  test('gives its frames in order, its end, and any moment', async () => {
    const source = await openByElement(await makeVideo({ ...clip, framesPerSecond: 30 }), 'clip', signal);
    const { times, greys } = await framesOf(source);
    expect(times).toHaveLength(20);
    for (const [frame, grey] of greys.entries()) expect(Math.abs(grey - greyOf(frame))).toBeLessThan(6);
    source.seek?.(times[7]!);
    const frame = (await source.next(signal))!;
    expect(frame.timeSeconds).toBe(times[7]);
    expect(Math.abs(pixelsOf(frame).at(60, 30)[0]! - greyOf(7))).toBeLessThan(6);
    source.close();
  });

  test('that is none is refused', async () => {
    const opening = openByElement(new Blob(['neither']), 'bad', signal);
    await expect(opening).rejects.toMatchObject({ code: 'videoUnsupported' });
  });
});

describe('what cannot be shown', () => {
  const open = (blob: Blob) => openVideo(blob, 'bad', signal);

  test('is told apart: neither video nor anything else, and a video without frames', async () => {
    await expect(open(new Blob(['neither']))).rejects.toMatchObject({ code: 'videoDamaged' });
    await expect(open(new Blob(['\0\0\0\x18ftypisom']))).rejects.toMatchObject({ code: 'videoEmpty' });
  });

  test.each(['cut off', 'overwritten'])(
    'in its second half is told there, after what came before: %s',
    async (how) => {
      const whole = new Uint8Array(await (await makeVideo({ ...clip, container: 'mp4' })).arrayBuffer());
      const half = Math.round(whole.length * 0.6);
      const bytes = how === 'cut off' ? whole.subarray(0, half) : whole.fill(255, half);
      const source = await open(new Blob([bytes]));
      let seen = 0;
      const all = async () => {
        for (let frame = await source.next(signal); frame; frame = await source.next(signal)) {
          frame.picture.close();
          seen += 1;
        }
      };
      await expect(all()).rejects.toMatchObject({ code: 'videoDamaged' });
      expect(seen).toBeGreaterThan(3);
      expect(seen).toBeLessThan(20);
      source.close();
    },
  );

  test('of a recording that was cut off is not its beginning', async () => {
    const whole = await makeVideo(clip);
    const source = await open(whole.slice(0, whole.size * 0.6));
    const frame = await source.next(signal);
    expect(frame?.timeSeconds).toBe(0);
    frame?.picture.close();
    source.close();
  });
});
