/** What a legend needs: the colours as a strip, and the numbers under it. Pure. */
import { type Colours, colourTable } from './colourMaps.ts';

/** A strip of 256 × 1 opaque RGBA pixels from low to high, for `new ImageData(data, 256, 1)`. */
export function colourBar(colours: Colours): Uint8ClampedArray<ArrayBuffer> {
  const table = colourTable(colours);
  const data = new Uint8ClampedArray(256 * 4).fill(255);
  for (let index = 0; index < 256; index++) data.set(table.subarray(index * 3, index * 3 + 3), index * 4);
  return data;
}

/** Paints the whole canvas with the strip, low at the left. Does nothing where there is no 2D context. */
export function drawLegend(canvas: HTMLCanvasElement, colours: Colours): void {
  canvas.width = 256;
  canvas.height = 1;
  canvas.getContext('2d')?.putImageData(new ImageData(colourBar(colours), 256, 1), 0, 0);
}

/**
 * A number in little room: three significant digits at most, no trailing zeros, a true minus sign, and a
 * power of ten outside 0.001 … 99,999. Example: 0.4, −12.3, 1.2×10⁻⁵. Not finite: "–".
 */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const sign = value < 0 ? '−' : '';
  const [digits = '', exponentText = '0'] = Math.abs(value).toExponential(2).split('e');
  const exponent = Number(exponentText);
  if (exponent >= -3 && exponent <= 4) {
    return sign + String(Number(Math.abs(value).toPrecision(3)));
  }
  const mantissa = String(Number(digits));
  return `${sign}${mantissa === '1' ? '' : `${mantissa}×`}10${superscript(exponent)}`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]);
  return (exponent < 0 ? '⁻' : '') + digits.join('');
}
