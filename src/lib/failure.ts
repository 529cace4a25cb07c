/**
 * Every way StrataCAM can say no, as data: what crosses a worker boundary, what the store keeps and
 * what `ui/failureMessages.ts` turns into a sentence with a next step.
 */
export type FailureCode =
  // A file that was dropped, pasted or picked.
  | 'pictureEmpty'
  | 'pictureNotAPicture'
  | 'pictureUnsupported'
  | 'pictureTooManyBytes'
  | 'pictureTooManyPixels'
  | 'pictureTruncated'
  | 'pictureDecodeFailed'
  | 'pictureUnreachable'
  | 'pictureReaderDied'
  // A video file.
  | 'videoEmpty'
  | 'videoDamaged'
  | 'videoUnsupported'
  | 'videoTooManyPixels'
  // The model's files.
  | 'modelUnreachable'
  | 'modelCorrupt'
  | 'modelInvalid'
  | 'modelNotLoaded'
  // A model that somebody dropped.
  | 'modelNotFound'
  | 'modelSeveral'
  | 'modelFormatRefused'
  | 'modelFileMissing'
  | 'modelFileDamaged'
  | 'modelTooLarge'
  | 'modelKindRefused'
  | 'modelPartsUnknown'
  // A camera, or another source of frames.
  | 'cameraMissing'
  | 'cameraRefused'
  | 'cameraBusy'
  | 'cameraInsecure'
  | 'cameraStopped'
  | 'framesMissing'
  // A file that StrataCAM saved, or claims to be one.
  | 'savedFileInvalid'
  | 'savedFileNewer'
  // The workshop: its training set, and what is to be trained with.
  | 'bankInvalid'
  | 'tooFewPictures'
  // Saving.
  | 'nothingToSave'
  | 'drawingFailed'
  // The browser, and the page's own files.
  | 'featureMissing'
  | 'partUnreachable'
  // The engine and the device it runs on.
  | 'noBackend'
  | 'deviceLost'
  | 'outOfMemory'
  | 'numericalFailure'
  // The worker around it.
  | 'workerDied'
  | 'workerUnresponsive'
  | 'cancelled'
  | 'internal';

/** Facts for the sentence shown to the user; JSON values only, so that it survives postMessage. */
export type FailureDetails = Readonly<Record<string, string | number | boolean>>;

/** The plain-object form of a {@link Failure}: what is posted between threads and kept in state. */
export interface FailureData {
  readonly code: FailureCode;
  /** For developers and bug reports; users see the sentence that belongs to `code`. */
  readonly message: string;
  readonly details: FailureDetails;
}

/** An error with a code. `throw new Failure('modelCorrupt', 'wrong SHA-256', { file: 'model.json' })`. */
export class Failure extends Error implements FailureData {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly details: FailureDetails;

  constructor(code: FailureCode, message: string, details: FailureDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** Any thrown value as a {@link Failure}: an AbortError becomes `cancelled`, the unknown `internal`. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof Error) {
    const code = thrown.name === 'AbortError' ? 'cancelled' : 'internal';
    return new Failure(code, thrown.message, {}, { cause: thrown });
  }
  return new Failure('internal', String(thrown));
}

/** The part of a failure that can be posted or stored. */
export function failureData(failure: FailureData): FailureData {
  return { code: failure.code, message: failure.message, details: failure.details };
}

/** Rebuilds what {@link failureData} took apart. */
export function failureFromData(data: FailureData): Failure {
  return new Failure(data.code, data.message, data.details);
}
