/** EXIF 2.32, tag 0x0112: 1 is upright, 2–4 are mirrored or turned by half, 5–8 by a quarter. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface PictureHeader {
  /** As stored, in pixels: the orientation is not applied. Both positive. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  /** Bits per sample (per palette index where there is a palette). */
  readonly bitDepth: number;
  /** Whether pixels may be transparent; they need not be. */
  readonly hasAlpha: boolean;
  readonly isAnimated: boolean;
  /** Whether the file asks for colours other than plain sRGB. */
  readonly hasColourProfile: boolean;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether the bytes at `offset` are this ASCII text. */
export function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}

/** The four ASCII characters at `offset` that name a chunk or box; shorter at the end of the file. */
export function fourCharacters(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4));
}

/**
 * Whether an ICC profile calls itself sRGB, in one byte or two per character, as nearly all do that
 * change nothing. Only its first kilobytes are read: the description comes early.
 */
export function isSrgbProfile(profile: Uint8Array): boolean {
  const text = String.fromCharCode(...profile.subarray(0, 4096)).replaceAll('\0', '');
  return text.includes('sRGB');
}
