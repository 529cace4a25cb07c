/**
 * Characters that change how text around them is drawn or read, and have no business in a name: controls of Unicode's
 * bidirectional algorithm (UAX 9), by which a name ending in "gpj.exe" can be made to look like one ending in "exe.jpg", and other controls.
 */
const controls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const breaks = /[\p{Cc}\u2028\u2029]+/gu;

/** A name from a stranger's file as one line of plain text. */
export function plainName(name: string): string {
  return name.replaceAll(controls, '').replaceAll(breaks, ' ').trim();
}
