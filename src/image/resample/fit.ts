import type { Fit, PhotoRegion } from '../pixels.ts';

/**
 * The part of a photo that the model is shown, as a box of whole pixels.
 *
 * `stretch` is the whole photo, whatever its shape. `centreCrop` is the largest rectangle in the middle
 * with the input's aspect; where the margin is odd, the smaller half is on the left or at the top.
 * docs/mathematics.md "Preprocessing". All sizes are positive integers.
 */
export function seenRegion(
  width: number,
  height: number,
  inputWidth: number,
  inputHeight: number,
  fit: Fit,
): PhotoRegion {
  if (fit === 'stretch') return { x: 0, y: 0, width, height };
  const isWider = width * inputHeight > height * inputWidth;
  const cropWidth = isWider ? atLeastOne((height * inputWidth) / inputHeight) : width;
  const cropHeight = isWider ? height : atLeastOne((width * inputHeight) / inputWidth);
  return {
    x: Math.floor((width - cropWidth) / 2),
    y: Math.floor((height - cropHeight) / 2),
    width: cropWidth,
    height: cropHeight,
  };
}

function atLeastOne(length: number): number {
  return Math.max(1, Math.round(length));
}
