import { type RefObject, useLayoutEffect, useState } from 'react';

/** The inner width of an element in pixels; 0 before it is measured. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return;
    const observer = new ResizeObserver(() => {
      // Hidden with its workspace it has no width, and keeps the one that it had.
      if (measured.clientWidth > 0) setWidth(measured.clientWidth);
    });
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
