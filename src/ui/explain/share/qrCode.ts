import encodeQR from 'qr';

/** Bytes; a phone still reads the 105 × 105 modules that these take from a projector's picture. */
const longestText = 1000;
/** Modules of white around the code, which readers need to find it: ISO/IEC 18004. */
const quietZone = 4;

export interface QrCode {
  /** Side of the square in modules, the quiet zone included. */
  readonly size: number;
  /** The dark modules as an SVG path in modules, row by row. */
  readonly path: string;
}

/** A text as a QR code; null where it is too long for one that phones read. */
export function makeQrCode(text: string): QrCode | null {
  const sizeBytes = new TextEncoder().encode(text).length;
  if (sizeBytes > longestText) return null;
  // A long text gets larger modules instead of more redundancy: screens have neither scratches nor folds.
  const ecc = sizeBytes > 200 ? 'low' : 'medium';
  const rows = encodeQR(text, 'raw', { ecc, border: quietZone });
  return { size: rows.length, path: rows.map(rowPath).join('') };
}

/** Each run of dark modules of a row as one rectangle. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let start = 0; start < row.length; start++) {
    if (row[start] !== true) continue;
    let end = start;
    while (row[end] === true) end += 1;
    path += `M${start} ${y}h${end - start}v1h-${end - start}z`;
    start = end;
  }
  return path;
}
