const { port1, port2 } = new MessageChannel();
let waiting: (() => void)[] = [];

port1.onmessage = () => {
  const due = waiting;
  waiting = [];
  for (const resume of due) resume();
};

/**
 * Lets the page handle what came in and draw a frame before work goes on; between slices of long work. Unlike a timer
 * it is not slowed down while the page is in the background. Rejects as cancelled when the signal is aborted.
 */
export async function letPageBreathe(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
  signal.throwIfAborted();
}
