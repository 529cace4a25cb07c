export interface Presses {
  /** What a pointer pressed last, or null if Tab was used since: then the keyboard says where the focus is. */
  pressed(): Element | null;
  stop(): void;
}

/** Remembers whether the focus comes from a pointer, which browsers tell only for its ring. */
export function watchPresses(page: Pick<Window, 'addEventListener' | 'removeEventListener'>): Presses {
  let pressed: Element | null = null;
  const onPointerDown = ({ target }: PointerEvent) => {
    pressed = target instanceof Element ? target : null;
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Tab') pressed = null;
  };
  page.addEventListener('pointerdown', onPointerDown, true);
  page.addEventListener('keydown', onKeyDown, true);
  return {
    pressed: () => pressed,
    stop() {
      page.removeEventListener('pointerdown', onPointerDown, true);
      page.removeEventListener('keydown', onKeyDown, true);
    },
  };
}
