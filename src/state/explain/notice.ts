import type { FailureData } from '../../lib/failure.ts';
import type { IncomingPicture } from '../shell/incoming.ts';
import type { ViewOffer } from './address/viewOffer.ts';

export interface Notice {
  readonly id: number;
  readonly kind: 'info' | 'problem';
  /** A failure to be worded by the UI, or ready words. */
  readonly content: { readonly failure: FailureData; readonly subject: string } | { readonly text: string };
  /** Offers Undo beside the words. */
  readonly canUndo: boolean;
  /** Offers to show a view. */
  readonly offer?: ViewOffer;
  /** Offers to open files that nobody here asked for. */
  readonly files?: readonly IncomingPicture[];
}
