/**
 * Puts RGBA pixels (alpha not multiplied in) over white, in place: every channel becomes
 * 255 − a + c·a/255, rounded, and alpha becomes 255. Returns whether anything was transparent.
 * docs/mathematics.md "Preprocessing"; Pillow's `Image.paste` with a mask rounds in the same way.
 */
export function placeOverWhite(data: Uint8ClampedArray): boolean {
  let wasTransparent = false;
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]!;
    if (alpha === 255) continue;
    wasTransparent = true;
    const white = 255 - alpha;
    // No sum is a whole number and a half: 255 is odd.
    for (let k = i; k < i + 3; k++) data[k] = white + Math.round((data[k]! * alpha) / 255);
    data[i + 3] = 255;
  }
  return wasTransparent;
}
