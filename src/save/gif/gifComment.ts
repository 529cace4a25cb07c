/** Of a sub-block; its length is one byte. */
const LONGEST_BLOCK = 255;

/**
 * A text as a comment extension of GIF (GIF89a specification, section 24), whose bytes are 7-bit ASCII: what is not is
 * written as JSON writes it, \uXXXX.
 */
export function commentBytes(text: string): Uint8Array {
  const ascii = text.replaceAll(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const bytes = new TextEncoder().encode(ascii);
  const out = [0x21, 0xfe];
  for (let start = 0; start < bytes.length; start += LONGEST_BLOCK) {
    const block = bytes.subarray(start, start + LONGEST_BLOCK);
    out.push(block.length, ...block);
  }
  out.push(0);
  return Uint8Array.from(out);
}
