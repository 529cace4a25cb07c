/**
 * What a file is, by its first bytes. Names and media types lie (a web page saved as photo.jpg is
 * common), the signature does not. Signatures: the formats' own specifications.
 */

/** Formats that a browser may be able to decode; HEIC, JPEG XL and TIFF only in some. */
export type PictureFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'bmp' | 'avif' | 'heic' | 'jxl' | 'tiff';

export type SniffedFile =
  /** A picture that is worth handing to the browser. */
  | { readonly kind: 'picture'; readonly format: PictureFormat; readonly type: string }
  /** A picture, but of a kind that no browser decodes in a worker. */
  | { readonly kind: 'unsupportedPicture'; readonly type: string }
  /** A container that may hold a video; whether it can be decoded shows when it is opened. */
  | { readonly kind: 'video'; readonly type: string }
  | { readonly kind: 'notAPicture'; readonly type: string };

/** How many bytes of a file {@link sniffFile} looks at. */
export const SNIFFED_BYTES = 1024;

/** The format's name as people write it. */
export const formatNames: Readonly<Record<PictureFormat, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  gif: 'GIF',
  webp: 'WebP',
  bmp: 'BMP',
  avif: 'AVIF',
  heic: 'HEIC',
  jxl: 'JPEG XL',
  tiff: 'TIFF',
};

/** Signatures as Latin-1 text; `.` stands for any byte. The first that fits decides. */
const pictureSignatures: readonly (readonly [string, PictureFormat])[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['RIFF....WEBP', 'webp'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['\xff\x0a', 'jxl'],
  ['\0\0\0\x0cJXL \r\n\x87\n', 'jxl'],
];

const otherPictureSignatures: readonly (readonly [string, string])[] = [
  ['8BPS', 'PSD'],
  ['\0\0\x01\0', 'ICO'],
  ['\0\0\0\x0cjP  ', 'JPEG 2000'],
  ['\xff\x4f\xff\x51', 'JPEG 2000'],
  ['II+\0', 'BigTIFF'],
  ['MM\0+', 'BigTIFF'],
  ['IIRO', 'camera raw'],
  ['IIU\0', 'camera raw'],
  ['FUJIFILMCCD-RAW', 'camera raw'],
  ['v/1\x01', 'OpenEXR'],
  ['#?RADIANCE', 'Radiance HDR'],
  ['gimp xcf', 'XCF'],
  ['qoif', 'QOI'],
  ['DDS ', 'DDS'],
  ['SIMPLE  =', 'FITS'],
];

const videoSignatures: readonly (readonly [string, string])[] = [
  ['\x1aE\xdf\xa3', 'WebM video'],
  // QuickTime files from before there was an `ftyp`.
  ['....moov', 'QuickTime video'],
  ['....mdat', 'QuickTime video'],
  ['....wide', 'QuickTime video'],
];

const otherSignatures: readonly (readonly [string, string])[] = [
  ['%PDF-', 'PDF'],
  ['%!PS', 'PostScript'],
  ['PK\x03\x04', 'ZIP'],
  ['PK\x05\x06', 'ZIP'],
  ['Rar!\x1a\x07', 'RAR'],
  ["7z\xbc\xaf'\x1c", '7z'],
  ['\x1f\x8b', 'gzip'],
  ['RIFF....AVI ', 'AVI video'],
  ['RIFF....WAVE', 'sound'],
  ['OggS', 'sound'],
  ['fLaC', 'sound'],
  ['ID3', 'sound'],
  ['\x89HDF\r\n\x1a\n', 'HDF5'],
  ['\x93NUMPY', 'NumPy'],
  ['SQLite format 3\0', 'SQLite'],
  ['\x7fELF', 'program'],
  ['MZ', 'program'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'Office document'],
];

/**
 * Major brands of an ISO base media file (ISO/IEC 14496-12) that holds pictures. `mif1` and `msf1` say
 * nothing of the codec; the compatible brands do.
 */
const pictureBrands: ReadonlySet<string> = new Set([
  ...['avif', 'avis', 'mif1', 'msf1'],
  ...['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis'],
]);

const bitmapInfoSizes: ReadonlySet<number> = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

/** Says what the file is whose first bytes are given; never throws. Needs {@link SNIFFED_BYTES} or all. */
export function sniffFile(bytes: Uint8Array): SniffedFile {
  const head = latin1(bytes.subarray(0, SNIFFED_BYTES));
  for (const [signature, format] of pictureSignatures) {
    if (startsWith(head, signature)) return picture(format);
  }
  for (const [signature, type] of otherPictureSignatures) {
    if (startsWith(head, signature)) return { kind: 'unsupportedPicture', type };
  }
  for (const [signature, type] of otherSignatures) {
    if (startsWith(head, signature)) return { kind: 'notAPicture', type };
  }
  for (const [signature, type] of videoSignatures) {
    if (startsWith(head, signature)) return { kind: 'video', type };
  }
  if (isBitmapFile(head)) return picture('bmp');
  if (head.startsWith('ftyp', 4)) return sniffMediaFile(head);
  return sniffText(head);
}

function picture(format: PictureFormat): SniffedFile {
  return { kind: 'picture', format, type: formatNames[format] };
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function startsWith(head: string, signature: string): boolean {
  if (head.length < signature.length) return false;
  for (let i = 0; i < signature.length; i++) {
    if (signature[i] !== '.' && signature[i] !== head[i]) return false;
  }
  return true;
}

/** "BM" also begins ordinary words; the size of the second header must be one of those that exist. */
function isBitmapFile(head: string): boolean {
  const infoSize = head.charCodeAt(14);
  return head.startsWith('BM') && bitmapInfoSizes.has(infoSize) && head.startsWith('\0\0\0', 15);
}

function sniffMediaFile(head: string): SniffedFile {
  const size = Math.min(head.length, (head.charCodeAt(2) << 8) | head.charCodeAt(3));
  const major = head.slice(8, 12);
  if (major === 'crx ') return { kind: 'unsupportedPicture', type: 'camera raw' };
  // Only the major brand tells a picture from a film, which may name a picture's among the others. Where it is damaged,
  // or new, the handler does: pictures have one for pictures, and before all else.
  if (!pictureBrands.has(major) && !hasPictureHandler(head, size)) {
    return { kind: 'video', type: major === 'qt  ' ? 'QuickTime video' : 'MP4 video' };
  }
  const brands = new Set([major]);
  for (let offset = 16; offset + 4 <= size; offset += 4) brands.add(head.slice(offset, offset + 4));
  return picture(brands.has('avif') || brands.has('avis') ? 'avif' : 'heic');
}

/** Whether the box after the file type is a `meta` whose handler is `pict` (ISO/IEC 23008-12, 6.2). */
function hasPictureHandler(head: string, fileTypeSize: number): boolean {
  // Size, "meta", version; size, "hdlr", version, a zero, and the kind of handler.
  const meta = head.slice(fileTypeSize, fileTypeSize + 32);
  return meta.startsWith('meta', 4) && meta.startsWith('hdlr', 16) && meta.startsWith('pict', 28);
}

function sniffText(head: string): SniffedFile {
  const text = head.replace(/^(?:\xef\xbb\xbf)?\s+|^\xef\xbb\xbf/, '');
  if (/<svg[\s>]/i.test(text) && text.startsWith('<')) return { kind: 'unsupportedPicture', type: 'SVG' };
  if (/^<(?:!doctype html|html|head|body)/i.test(text)) return { kind: 'notAPicture', type: 'HTML' };
  if (/^<\?xml/i.test(text)) return { kind: 'notAPicture', type: 'XML' };
  if (/^(?:\{\s*["}]|\[\s*["{[\]\d])/.test(text)) return { kind: 'notAPicture', type: 'JSON' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells bytes from text
  const isText = text.length > 0 && !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
  return { kind: 'notAPicture', type: isText ? 'text' : 'unknown' };
}
