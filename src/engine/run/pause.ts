import { Failure } from '../../lib/failure.ts';

/** Long enough that pausing costs little, short enough that a cancelled run stops at once for a person. */
const sliceMs = 25;

let sliceEndMs = 0;

/**
 * Lets waiting messages in, among them a cancellation, at most every 25 ms.
 * Only a macrotask does that: a resolved promise would go on before the next message is looked at.
 *
 * @throws Failure `cancelled` when the signal is aborted
 */
export async function pauseForMessages(signal: AbortSignal | undefined): Promise<void> {
  if (performance.now() >= sliceEndMs) {
    await macrotask();
    sliceEndMs = performance.now() + sliceMs;
  }
  if (signal?.aborted) throw new Failure('cancelled', 'cancelled during the run');
}

/** A message to ourselves; a timer would be held back to 4 ms or more. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
