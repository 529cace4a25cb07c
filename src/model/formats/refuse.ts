/** The ways in which a reader says no. Every reason is a plain sentence without its full stop, shown to the user. */
import { Failure, type FailureDetails } from '../../lib/failure.ts';

/** The file claims to be what it is not, or its end is missing. */
export function damaged(file: string, reason: string): Failure {
  return new Failure('modelFileDamaged', `${file}: ${reason}`, { file: shortened(file), reason });
}

/** The file asks for more than a page can give. */
export function tooLarge(reason: string, details: FailureDetails = {}): Failure {
  return new Failure('modelTooLarge', reason, { reason, ...details });
}

/** The file is sound, but its network is of a kind that has no maps here. */
export function refused(reason: string): Failure {
  return new Failure('modelKindRefused', reason, { reason });
}

/** Some layers or operations are unknown. All of them are named, each once, at most eight. */
export function unknownParts(parts: readonly string[]): Failure {
  const names = [...new Set(parts.map(shortened))];
  const shown = names.slice(0, 8).join(', ');
  const rest = names.length > 8 ? ` and ${names.length - 8} more` : '';
  return new Failure('modelPartsUnknown', `unknown: ${names.join(', ')}`, { parts: shown + rest });
}

/** Names in hostile files may be long; what is shown is not. */
export function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** A file that another one names was not among those that were dropped. */
export function missing(file: string): Failure {
  return new Failure('modelFileMissing', `missing: ${file}`, { file: shortened(file) });
}
