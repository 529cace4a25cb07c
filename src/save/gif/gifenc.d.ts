/** The part of gifenc 1.0.3 that is used; the package has no types. */
declare module 'gifenc' {
  /** Red, green, blue, 0–255. */
  export type Colour = [red: number, green: number, blue: number];

  interface FrameOptions {
    /** Of the first frame: all others use it too. */
    readonly palette?: Colour[];
    /** Milliseconds; the format knows hundredths of a second. */
    readonly delay?: number;
    /** Of the first frame: 0 repeats for ever, -1 plays once. */
    readonly repeat?: number;
  }

  interface Encoder {
    writeFrame(index: Uint8Array, width: number, height: number, options?: FrameOptions): void;
    /** Ends the file. */
    finish(): void;
    /** A copy of what was written. */
    bytes(): Uint8Array<ArrayBuffer>;
    readonly stream: { writeByte(byte: number): void };
  }

  export function GIFEncoder(): Encoder;

  /** At most `count` colours that stand for those of RGBA pixels. */
  export function quantize(rgba: Uint8ClampedArray, count: number): Colour[];
}
