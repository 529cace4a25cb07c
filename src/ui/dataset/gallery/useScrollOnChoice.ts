import { type RefObject, useEffect, useRef } from 'react';
import type { Selection } from '../../../state/dataset/rows/selection.ts';

/**
 * Where the gallery lies below the numbers, what was chosen there brings it to the screen: else a press on the matrix
 * would seem to do nothing.
 *
 * @returns for the element of the gallery.
 */
export function useScrollOnChoice(selection: Selection): RefObject<HTMLElement | null> {
  const gallery = useRef<HTMLElement>(null);
  const last = useRef(selection);
  useEffect(() => {
    if (last.current === selection) return;
    last.current = selection;
    if (matchMedia('(max-width: 899.98px)').matches) gallery.current?.scrollIntoView({ block: 'start' });
  }, [selection]);
  return gallery;
}
