import { type FocusEvent, useState } from 'react';

interface HeldList {
  /** The list to show. */
  readonly list: readonly number[];
  /** It is not the newest one. */
  readonly isHeld: boolean;
  /** For the element inside which somebody looks. */
  readonly watch: {
    onPointerEnter(): void;
    onPointerLeave(): void;
    onFocus(): void;
    onBlur(event: FocusEvent): void;
  };
}

/**
 * Keeps a list as it is while somebody is looking at it, with the pointer or the focus inside, so that no tile moves away
 * from under a press.
 *
 * @param isMoving the newest list changes by itself.
 * @param choice what the list is about: another choice always shows its newest list.
 */
export function useHeldList(newest: readonly number[], isMoving: boolean, choice: string): HeldList {
  const [held, setHeld] = useState<{ readonly list: readonly number[]; readonly choice: string } | null>(
    null,
  );
  const isHeld = isMoving && held !== null && held.choice === choice && held.list !== newest;
  const hold = () => setHeld((before) => (before?.choice === choice ? before : { list: newest, choice }));
  const letGo = () => setHeld(null);
  return {
    list: isHeld ? held.list : newest,
    isHeld,
    watch: {
      onPointerEnter: hold,
      onPointerLeave: letGo,
      onFocus: hold,
      onBlur(event) {
        if (!event.currentTarget.contains(event.relatedTarget)) letGo();
      },
    },
  };
}
