import type { RgbaPixels, RgbPixels } from '../pixels.ts';

/** The two passes of one resize, from the rows that matter to the result. */
export interface ResamplePasses {
  /** Narrows rows begin ≤ y < end of `source`; the first of them is the `at`-th that matters. */
  narrow(source: RgbPixels | RgbaPixels, begin: number, end: number, at: number): void;
  /** RGB bytes, row-major; once. */
  finish(): Uint8Array;
}
