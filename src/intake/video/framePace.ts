/** Which moments of a video are explained. */

/** Enough for a curve that shows what happens; at a desktop's pace some half a minute of work. */
const mostFrames = 300;

/** A video cut into slots of equal length, of each of which the frame in its middle is taken. */
export interface FramePace {
  readonly count: number;
  readonly slotSeconds: number;
}

/**
 * As many slots as the video has frames, but {@link mostFrames} at most.
 *
 * @param durationSeconds 0 for a video of a single frame
 * @param framesPerSecond the video's own; 0 where it cannot be told
 */
export function choosePace(durationSeconds: number, framesPerSecond: number): FramePace {
  const wanted = framesPerSecond > 0 ? Math.round(durationSeconds * framesPerSecond) : mostFrames;
  const count = durationSeconds > 0 ? Math.min(mostFrames, Math.max(1, wanted)) : 1;
  return { count, slotSeconds: durationSeconds / count };
}

/** Middles of the slots from one on: beginnings may fall just before the frame they mean. */
export function* slotMiddles({ count, slotSeconds }: FramePace, from: number): Generator<number> {
  for (let slot = from; slot < count; slot++) yield (slot + 0.5) * slotSeconds;
}

/** When a slot begins: the time that its frame bears, so that times are as evenly spread as the slots. */
export function slotBeginning({ slotSeconds }: FramePace, slot: number): number {
  return slot * slotSeconds;
}

/** The slot in which a moment lies; the nearest for one outside the video. */
export function slotAt({ count, slotSeconds }: FramePace, timeSeconds: number): number {
  if (slotSeconds === 0) return 0;
  // A frame bears the beginning of its slot, and a sum of steps may fall just short of it.
  const slot = Math.floor(timeSeconds / slotSeconds + 0.05);
  return Math.min(count - 1, Math.max(0, slot));
}
