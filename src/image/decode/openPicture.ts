import { Failure } from '../../lib/failure.ts';
import { isComplete } from '../complete.ts';
import { type PictureHeader, readHeader } from '../header.ts';
import { checkFileSize, checkPixelCount, MAX_UNMEASURED_FILE_BYTES } from '../limits.ts';
import { formatNames, type PictureFormat, SNIFFED_BYTES, sniffFile } from '../sniff.ts';
import { stripMetadata } from '../stripMetadata.ts';

/** A file that may be decoded: known, whole, and not too large. */
export interface OpenedPicture {
  readonly format: PictureFormat;
  /** Undefined where the format's header is not read or holds no size. */
  readonly header: PictureHeader | undefined;
  /** The file without what browsers disagree about: stripMetadata.ts. */
  readonly decodable: Blob;
}

/** Formats that some browser cannot decode; where one cannot, that is no fault of the file. */
const optionalFormats: ReadonlySet<PictureFormat> = new Set(['avif', 'heic', 'jxl', 'tiff']);

/**
 * Checks a file without decoding it: emptiness, kind, size in bytes, size in pixels, completeness.
 * Throws the `picture…` failure that names the first thing wrong.
 */
export async function openPicture(blob: Blob, smallDevice: boolean): Promise<OpenedPicture> {
  if (blob.size === 0) checkFileSize(0);
  // The kind comes before the size in bytes: of a film it should be said that it is a film.
  const format = recogniseFormat(await readBytes(blob.slice(0, SNIFFED_BYTES)));
  checkFileSize(blob.size);
  const bytes = await readBytes(blob);
  const header = readHeader(bytes, format);
  if (header !== undefined) checkPixelCount(header.width, header.height, smallDevice);
  if (!isComplete(bytes, format)) throw new Failure('pictureTruncated', `the ${format} file has no end`);
  if (header === undefined) {
    if (!optionalFormats.has(format)) throw decodeFailure(format, 'the header makes no sense');
    checkFileSize(blob.size, MAX_UNMEASURED_FILE_BYTES);
  }
  return { format, header, decodable: new Blob([...stripMetadata(bytes, format)]) };
}

export function decodeFailure(format: PictureFormat, message: string, cause?: unknown): Failure {
  const code = optionalFormats.has(format) ? 'pictureUnsupported' : 'pictureDecodeFailed';
  return new Failure(code, message, { type: formatNames[format] }, { cause });
}

function recogniseFormat(head: Uint8Array): PictureFormat {
  const sniffed = sniffFile(head);
  if (sniffed.kind === 'picture') return sniffed.format;
  const code = sniffed.kind === 'unsupportedPicture' ? 'pictureUnsupported' : 'pictureNotAPicture';
  throw new Failure(code, `the file is: ${sniffed.type}`, { type: sniffed.type });
}

/** A file can vanish or change between being dropped and being read; the browser then refuses it. */
async function readBytes(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    throw new Failure('pictureDecodeFailed', 'the file cannot be read', { type: 'file' }, { cause: error });
  }
}
