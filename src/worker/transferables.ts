/**
 * The one place that says what is moved between threads instead of copied: the buffers of typed arrays
 * and the pictures anywhere in a message, each once. The sender must not use them afterwards.
 */
export function transferablesOf(value: unknown): Transferable[] {
  const found = new Set<Transferable>();
  collect(value, found);
  return [...found];
}

/**
 * The pictures of a call's parameters, which are moved like those of a result: copying a frame of a camera would cost as
 * much as reading it. Arrays stay with the page.
 */
export function picturesOf(params: unknown): Transferable[] {
  return transferablesOf(params).filter(isPicture);
}

function isPicture(value: unknown): value is ImageBitmap | VideoFrame {
  return (
    (typeof ImageBitmap !== 'undefined' && value instanceof ImageBitmap) ||
    (typeof VideoFrame !== 'undefined' && value instanceof VideoFrame)
  );
}

function collect(value: unknown, found: Set<Transferable>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
    return;
  }
  if (isPicture(value)) {
    found.add(value);
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  // Only plain objects are walked: a Blob or a Map is cloned as it is.
  if (Object.getPrototypeOf(value) === Object.prototype) {
    for (const item of Object.values(value)) collect(item, found);
  }
}
