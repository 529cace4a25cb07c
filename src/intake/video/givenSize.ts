/** Stages have no more pixels, and the network far fewer. */
const longestSide = 1920;

/** The size in which a video's frames are given out: its own, scaled down where that is larger than the stages. */
export function givenSize(
  width: number,
  height: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
