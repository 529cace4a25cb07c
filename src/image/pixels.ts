/** 8-bit RGB, interleaved, row-major: red of (x, y) is `data[(y * width + x) * 3]`. Values 0–255, sRGB. */
export interface RgbPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** 8-bit RGBA, interleaved, row-major, alpha not multiplied in: an `ImageData` is one. */
export interface RgbaPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** An axis-aligned rectangle in the upright photo's own pixels; x to the right, y down. */
export interface PhotoRegion {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a photo of any shape is brought to the model's square: docs/mathematics.md "Preprocessing". */
export type Fit = 'stretch' | 'centreCrop';
