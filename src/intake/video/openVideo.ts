/** Frames of a video file by WebCodecs, taken out of its container by mediabunny. Heavy: loaded when a video is opened. */
import {
  BlobSource,
  Input,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  QTFF,
  type VideoSample,
  VideoSampleSink,
  WEBM,
} from 'mediabunny';
import { checkVideoSize } from '../../image/limits.ts';
import type { FramePicture } from '../../image/pictureApi.ts';
import { Failure, toFailure } from '../../lib/failure.ts';
import type { FrameSource, SourceFrame } from '../../state/explain/sequence/frameSource.ts';
import { createFrameCanvas } from './createFrameCanvas.ts';
import { choosePace, slotAt, slotBeginning, slotMiddles } from './framePace.ts';
import { givenSize } from './givenSize.ts';

/** How many packets the frame rate is told from. */
const probedPackets = 64;

/**
 * Opens a video file. Frames come upright, at an even pace (`framePace.ts`), decoded one or two ahead.
 *
 * @throws Failure `videoDamaged`, `videoEmpty`, `videoUnsupported`, `videoTooManyPixels`, `cancelled`
 */
export async function openVideo(file: Blob, title: string, signal: AbortSignal): Promise<FrameSource> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, QTFF, WEBM, MATROSKA] });
  try {
    const facts = await orDamaged(readFacts(input));
    if (signal.aborted) throw cancelled();
    return createSource(input, facts, title);
  } catch (thrown) {
    input.dispose();
    throw thrown;
  }
}

interface VideoFacts {
  readonly track: InputVideoTrack;
  /** The files' clocks begin anywhere. */
  readonly firstSeconds: number;
  readonly durationSeconds: number;
  readonly framesPerSecond: number;
  /** Of its frames, upright. */
  readonly width: number;
  readonly height: number;
}

async function readFacts(input: Input): Promise<VideoFacts> {
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Failure('videoEmpty', 'the file has no video track');
  const codec = (await track.getCodec()) ?? 'unknown';
  const width = await track.getDisplayWidth();
  const height = await track.getDisplayHeight();
  checkVideoSize(width, height);
  if (!(await track.canDecode())) throw new Failure('videoUnsupported', `no decoder for ${codec}`, { codec });
  const { probedPacketCount, bestGuessFrameRate } = await track.computeFrameRateMetrics({
    targetPacketCount: probedPackets,
  });
  if (probedPacketCount === 0) throw new Failure('videoEmpty', 'the video track has no frames');
  const firstSeconds = await track.getFirstTimestamp();
  const durationSeconds = Math.max(0, (await track.computeDuration()) - firstSeconds);
  // Of a single frame the guess is the clock's own rate.
  const framesPerSecond = probedPacketCount === 1 ? 1 / durationSeconds : bestGuessFrameRate;
  return {
    track,
    firstSeconds,
    durationSeconds,
    framesPerSecond: Number.isFinite(framesPerSecond) ? framesPerSecond : 0,
    width,
    height,
  };
}

function createSource(input: Input, facts: VideoFacts, title: string): FrameSource {
  const { firstSeconds, durationSeconds, width, height } = facts;
  const sink = new VideoSampleSink(facts.track);
  const pace = choosePace(durationSeconds, facts.framesPerSecond);
  const canvas = createFrameCanvas(width, height);
  let slot = 0;
  let samples: AsyncGenerator<VideoSample | null, void, unknown> | null = null;
  let hasGiven = false;

  /** What was decoded ahead is given up, so that the next question begins at `slot`. */
  function forgetSamples(): void {
    void samples?.return().catch(() => undefined);
    samples = null;
  }

  function* times(): Generator<number> {
    for (const middle of slotMiddles(pace, slot)) yield firstSeconds + middle;
  }

  function pictureOf(sample: VideoSample): FramePicture {
    const isUpright = sample.rotation === 0 && !sample.flip;
    const { width: given, height: givenDown } = givenSize(width, height);
    // As it is, it is drawn by the worker that reads it, which leaves the page's thread to the screen.
    if (isUpright && sample.displayWidth === given && sample.displayHeight === givenDown) {
      return sample.toVideoFrame();
    }
    return canvas.toBitmap((context, across, down) => sample.draw(context, 0, 0, across, down));
  }

  async function nextFrame(signal: AbortSignal): Promise<SourceFrame | null> {
    const own = samples ?? sink.samplesAtTimestamps(times());
    samples = own;
    const { done, value: sample } = await own.next();
    try {
      if (signal.aborted || samples !== own) throw cancelled();
      if (done) return null;
      if (!sample) throw new Failure('videoDamaged', `nothing at slot ${slot}`);
      // A frame that lasts several slots is given for each: whoever counts slots finds none missing.
      const given = slot;
      slot += 1;
      return { picture: pictureOf(sample), timeSeconds: slotBeginning(pace, given) };
    } finally {
      sample?.close();
    }
  }

  return {
    kind: 'video',
    title,
    durationSeconds,
    stepSeconds: pace.slotSeconds,
    async next(signal) {
      try {
        const frame = await orDamaged(nextFrame(signal));
        if (frame !== null) {
          hasGiven = true;
          return frame;
        }
        if (!hasGiven) throw new Failure('videoEmpty', 'the video gave no frame');
        slot = 0;
        forgetSamples();
        return null;
      } catch (thrown) {
        forgetSamples();
        throw thrown;
      }
    },
    seek(timeSeconds) {
      slot = slotAt(pace, timeSeconds);
      forgetSamples();
    },
    close() {
      forgetSamples();
      input.dispose();
    },
  };
}

/** Whatever a demuxer or decoder stumbles over lies in the file. */
async function orDamaged<Value>(value: Promise<Value>): Promise<Value> {
  try {
    return await value;
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    throw new Failure('videoDamaged', toFailure(thrown).message, {}, { cause: thrown });
  }
}

function cancelled(): Failure {
  return new Failure('cancelled', 'the video was closed, or another moment of it asked for');
}
