/** A page in some engine: no more than the smoke suite needs, so that three very different drivers can give it. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Keys by the names of the platform (KeyboardEvent.key). */
export type Key = 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End' | 'Enter' | 'Escape';

export interface EngineScreen {
  /** Loads an address and waits for the page's load event. */
  open(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs a function in the page; it must not use anything around it, and takes and gives what JSON can carry. */
  evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** Presses and releases a key where the focus is. */
  press(key: Key): Promise<void>;
  /** Moves the pointer there, in CSS pixels of the viewport, and presses it. */
  click(at: Point): Promise<void>;
  /** What is in the viewport, as a PNG. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** CSS pixels of the viewport; a WebKit window's frame takes some of the height. */
export const screenSize = { width: 1440, height: 900 };

/** An expression that calls a function of {@link EngineScreen.evaluate} in the page. */
export function callText(run: (...args: never[]) => unknown, args: readonly unknown[]): string {
  return `(${run.toString()})(...${JSON.stringify(args)})`;
}
