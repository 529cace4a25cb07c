/** What the page needs of a browser and cannot do without. */
export const features = [
  'worker',
  'offscreenCanvas',
  'canvas',
  'createImageBitmap',
  'resizeObserver',
] as const;

export type Feature = (typeof features)[number];
