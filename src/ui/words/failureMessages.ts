import type { FailureCode, FailureData, FailureDetails } from '../../lib/failure.ts';
import type { FailureMessage } from './failureMessage.ts';
import { formatBytes } from './format.ts';
import { frameFailureWords } from './frameFailureWords.ts';
import { modelFailureWords } from './modelFailureWords.ts';
import { platformFailureWords } from './platformFailureWords.ts';

/**
 * The words for a failure. Details are interpolated where the thrower gave them; without them the
 * sentence still stands.
 */
export function failureMessage(failure: FailureData): FailureMessage {
  return words[failure.code](failure.details);
}

/** Whether trying the same again can help; a file does not get better by itself. */
export function canRetry(code: FailureCode): boolean {
  if (code === 'pictureUnreachable' || code === 'pictureReaderDied') return true;
  return (
    !code.startsWith('picture') &&
    !code.startsWith('video') &&
    !unreadableModels.has(code) &&
    code !== 'featureMissing' &&
    code !== 'savedFileInvalid' &&
    code !== 'savedFileNewer' &&
    code !== 'cancelled'
  );
}

const unreadableModels: ReadonlySet<FailureCode> = new Set([
  'modelInvalid',
  ...(Object.keys(modelFailureWords) as FailureCode[]),
]);

const readable = 'JPEG, PNG, WebP, AVIF, GIF and BMP can be read.';

// A record over the union: a new code does not compile until it has its words.
const words: Readonly<Record<FailureCode, (details: FailureDetails) => FailureMessage>> = {
  pictureEmpty: () => ({
    title: 'The file is empty',
    sentence: 'It holds no data, perhaps because a download or a copy was cut off.',
    nextStep: 'Fetch or copy the picture again and open the new file.',
  }),
  pictureNotAPicture: (details) => ({
    title: 'This is not a picture',
    sentence: `Its content ${kindOf(details) ?? 'is of no picture format that we know'}, whatever its name says.`,
    nextStep: `Export it as PNG or JPEG, or take a screenshot, and open that. ${readable}`,
  }),
  pictureUnsupported: (details) => ({
    title: 'This picture format cannot be read here',
    sentence: `The file ${kindOf(details) ?? 'is in a format'} that this browser cannot open.`,
    nextStep: `Save it as JPEG or PNG and open that. ${readable}`,
  }),
  pictureTooManyBytes: (details) => ({
    title: 'The file is too large',
    sentence: `It has ${megabytes(details, 'sizeMegabytes') ?? 'more than can be read'}${limitOf(megabytes(details, 'limitMegabytes'))}.`,
    nextStep: 'Save a smaller copy and open that: the network looks at 224 × 224 pixels anyway.',
  }),
  pictureTooManyPixels: (details) => ({
    title: 'The picture has too many pixels',
    sentence: isTooLong(details)
      ? `${dimensions(details)} are more than browsers can draw; a side may have ${number(details, 'limitSide')} pixels.`
      : `${dimensions(details) ?? 'Its size'} would not fit into the memory of a browser tab safely${limitOf(megapixels(details))}.`,
    nextStep: 'Scale it down, to 4000 pixels on the longer side for example, and open that.',
  }),
  pictureTruncated: () => ({
    title: 'The picture is incomplete',
    sentence: 'The end of the file is missing, so part of the picture would be made up.',
    nextStep: 'Download or copy it again and open the complete file.',
  }),
  pictureDecodeFailed: () => ({
    title: 'The picture is damaged',
    sentence: 'It looks like a picture, but this browser could not decode it.',
    nextStep: 'Open it in another program, save it as PNG or JPEG, and open that.',
  }),
  pictureUnreachable: () => ({
    title: 'The picture did not arrive',
    sentence: 'The connection may be down, or the sample is no longer there.',
    nextStep: 'Try again, or open a photo of your own: that needs no connection.',
  }),
  pictureReaderDied: () => ({
    title: 'The picture could not be read',
    sentence:
      'What reads pictures was ended while it worked on this one, most often because memory was short.',
    nextStep:
      'Close other tabs or programs and try again, or open a smaller copy. Other pictures are not affected.',
  }),
  videoEmpty: () => ({
    title: 'There is nothing to see in this video',
    sentence:
      'The file holds no moving picture: it may be a sound, or its recording was cut off at the start.',
    nextStep: 'Open another file. What was on the screen is still there.',
  }),
  videoDamaged: () => ({
    title: 'The video is damaged',
    sentence: 'Its frames cannot be read, or not all of them; a download or a copy may have been cut off.',
    nextStep: 'Copy it again, or save it anew as MP4 in another program, and open that.',
  }),
  videoUnsupported: (details) => ({
    title: 'This browser cannot decode the video',
    sentence: `Its frames are ${codecOf(details)}, for which this browser or computer has no decoder.`,
    nextStep:
      'Save it as MP4 with H.264, or open it in Chrome, Edge, Firefox or Safari in their present versions.',
  }),
  videoTooManyPixels: (details) => ({
    title: 'The video’s frames are too large',
    sentence: `${dimensions(details) ?? 'Their size'} would not fit into the memory of a browser tab safely${limitOf(megapixels(details))}.`,
    nextStep: 'Save a smaller version, 1920 × 1080 for example, and open that.',
  }),
  modelUnreachable: (details) => ({
    title: 'The model could not be loaded',
    sentence: `${fileOf(details) ?? 'A file of the model'} did not arrive${statusOf(details)}. The connection may be down.`,
    nextStep: 'Check the connection and try again. Your pictures stay here.',
  }),
  modelCorrupt: (details) => ({
    title: 'The model arrived damaged',
    sentence: `${fileOf(details) ?? 'A file of the model'} is not what its checksum promises, so it was not used.`,
    nextStep: 'Try again. If it stays, a proxy or a stale cache may be changing files on the way.',
  }),
  modelInvalid: (details) => ({
    title: 'The model cannot be explained',
    sentence: `${text(details, 'reason') ?? 'Its description holds something this program does not know'}.`,
    nextStep: 'Reload the page. If it stays, this copy of StrataCAM was not put together correctly.',
  }),
  modelNotLoaded: () => ({
    title: 'The model is no longer in memory',
    sentence: 'It made room for another one, or was put away while it was asked.',
    nextStep: 'Try again: it is loaded anew.',
  }),
  ...modelFailureWords,
  ...frameFailureWords,
  ...platformFailureWords,
  savedFileInvalid: (details) => ({
    title: 'This is no file that StrataCAM saved',
    sentence: `${text(details, 'reason') ?? 'It was changed or damaged after it was saved'}.`,
    nextStep: 'Nothing was changed. Save the file again, or open the photo itself.',
  }),
  savedFileNewer: (details) => ({
    title: 'The file is of a newer StrataCAM',
    sentence: `It was saved by ${versionOf(details)}, and this page does not know all that is in it.`,
    nextStep: 'Reload the page to get the newest version and open the file again. Nothing was changed.',
  }),
  bankInvalid: () => ({
    title: 'The training pictures arrived damaged',
    sentence: 'The numbers that the workshop starts from are not what they should be, so they were not used.',
    nextStep: 'Reload the page. If it stays, a proxy or a stale cache may be changing files on the way.',
  }),
  tooFewPictures: () => ({
    title: 'There are too few pictures to learn from',
    sentence: 'A model learns to tell classes apart, so it needs pictures of at least two of them.',
    nextStep: 'Add pictures of the other class, or train with the original set, and try again.',
  }),
  nothingToSave: () => ({
    title: 'There is nothing to save yet',
    sentence: 'The heat maps are still being made.',
    nextStep: 'Save again as soon as they are on the screen.',
  }),
  drawingFailed: (details) => ({
    title: 'The picture could not be made',
    sentence: `This browser gave no room for ${dimensions(details) ?? 'a picture of that size'}, or memory is short.`,
    nextStep: 'Choose a smaller size, or close other tabs, and save again.',
  }),
  noBackend: () => ({
    title: 'This browser cannot run the network',
    sentence: 'Neither WebGPU, WebGL, WebAssembly nor plain JavaScript passed the self-test.',
    nextStep:
      'Switch on hardware acceleration or WebAssembly, update the browser, or open this page in Chrome, Edge, Firefox or Safari.',
  }),
  outOfMemory: () => ({
    title: 'The memory ran out',
    sentence: 'The device did not have enough memory for all layers at once.',
    nextStep: 'Close other tabs or programs and try again. Your pictures stay here.',
  }),
  numericalFailure: (details) => ({
    title: 'The numbers came out wrong',
    sentence: `${text(details, 'layer') ?? 'A layer'} gave values that are not numbers, so nothing is shown for them.`,
    nextStep: 'Try again, or choose another backend under “on this computer”.',
  }),
  cancelled: () => ({
    title: 'Cancelled',
    sentence: 'The calculation was stopped before it was done.',
    nextStep: 'Choose the picture again to redo it.',
  }),
  internal: () => ({
    title: 'Something went wrong in StrataCAM',
    sentence: 'This is a fault of the program, not of your picture.',
    nextStep: 'Try again; if it stays, reload the page.',
  }),
};

function text(details: FailureDetails, key: string): string | null {
  const value = details[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

function number(details: FailureDetails, key: string): number | null {
  const value = details[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function megabytes(details: FailureDetails, key: string): string | null {
  const value = number(details, key);
  return value === null ? null : formatBytes(value * 1e6);
}

function limitOf(limit: string | null): string {
  return limit === null ? '' : `; the limit is ${limit}`;
}

/** What the file's content shows it to be; `unknown` is the sniffer's word for "no idea". */
function kindOf(details: FailureDetails): string | null {
  const type = text(details, 'type');
  if (type === null || type === 'unknown') return null;
  if (type === 'text' || type === 'sound') return `is ${type}`;
  const noun = nouns.get(type);
  // By sound: these are spelled out letter by letter.
  const article = /^(?:[aeiou]|HTML|XML|SVG|XCF|MP4|HDF)/i.test(type) ? 'an' : 'a';
  return `is ${article} ${noun === undefined ? type : `${type} ${noun}`}`;
}

/** What the names of some kinds of files lack in a sentence. */
const nouns: ReadonlyMap<string, string> = new Map([
  ['HTML', 'page'],
  ['SVG', 'drawing'],
  ['XML', 'file'],
  ['JSON', 'file'],
  ['NumPy', 'file'],
  ['HDF5', 'file'],
  ['SQLite', 'file'],
  ['PostScript', 'file'],
  ['camera raw', 'file'],
  ['ZIP', 'archive'],
  ['RAR', 'archive'],
  ['7z', 'archive'],
  ['gzip', 'archive'],
]);

/** As it stands on files and in settings of other programs. */
const codecNames: ReadonlyMap<string, string> = new Map([
  ['avc', 'H.264'],
  ['hevc', 'H.265 (HEVC)'],
  ['av1', 'AV1'],
  ['vp8', 'VP8'],
  ['vp9', 'VP9'],
  ['prores', 'ProRes'],
]);

function codecOf(details: FailureDetails): string {
  const codec = text(details, 'codec');
  if (codec === null || codec === 'unknown') return 'of a kind that we do not know';
  return `coded as ${codecNames.get(codec) ?? codec}`;
}

function dimensions(details: FailureDetails): string | null {
  const width = number(details, 'width');
  const height = number(details, 'height');
  return width === null || height === null ? null : `${width} × ${height} pixels`;
}

/** Whether a side alone is over the limit, however few the pixels. */
function isTooLong(details: FailureDetails): boolean {
  const limit = number(details, 'limitSide') ?? Number.POSITIVE_INFINITY;
  return Math.max(number(details, 'width') ?? 0, number(details, 'height') ?? 0) > limit;
}

function megapixels(details: FailureDetails): string | null {
  const limit = number(details, 'limitMegapixels');
  return limit === null ? null : `${limit}\u00a0megapixels`;
}

function fileOf(details: FailureDetails): string | null {
  const file = text(details, 'file');
  return file === null ? null : `“${file}”`;
}

function versionOf(details: FailureDetails): string {
  const version = text(details, 'application');
  return version === null ? 'a later version' : `version ${version}`;
}

function statusOf(details: FailureDetails): string {
  const status = number(details, 'status');
  return status === null ? '' : ` (the server answered ${status})`;
}
