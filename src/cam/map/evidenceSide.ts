import type { EmptyReason, Sign, ValueRange } from './display.ts';
import { emptyReason } from './displayGrid.ts';
import { signedRange } from './sign.ts';

/**
 * Which evidence of a map is fused: relu(map) or relu(−map), rescaled by its own range; or, with sign `signed`, either
 * of the two divided by max|map|, so that both have one scale.
 */
export interface EvidenceSide {
  readonly sign: Sign;
  readonly direction: 1 | -1;
}

/** Which values, after relu(direction · map), become 0 and 1; or why there is nothing to show. */
export interface EvidenceScale {
  readonly empty: EmptyReason | null;
  readonly origin: number;
  /** Larger than the origin, unless the map is empty. */
  readonly limit: number;
}

/** @param range the raw map's. */
export function evidenceScale(
  range: ValueRange & { readonly isFinite: boolean },
  { sign }: EvidenceSide,
): EvidenceScale {
  const { min, max } = signedRange(range, sign);
  return { empty: emptyReason(range, sign), origin: sign === 'signed' ? 0 : min, limit: max };
}
