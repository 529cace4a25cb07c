import type { EmptyReason } from './displayMap.ts';

/** Whether there is no map at all, rather than one that shows nothing. */
export function isAbsent(reason: EmptyReason | null): boolean {
  return reason === 'wholeNetwork' || reason === 'notComputed' || reason === 'layerByLayer';
}
