import type { Engine } from '../engine/index.ts';
import type { CallOptions } from '../lib/service.ts';

/** Often enough for the eye. */
const intervalMs = 50;

/**
 * The same engine, which tells of the progress of a run at most every 50 ms: each message wakes the page's thread, and a
 * run has a hundred steps. What comes sooner is left out, not told later. What is not progress is told at once.
 *
 * @param now the time in milliseconds
 */
export function paceProgress(engine: Engine, now: () => number = () => performance.now()): Engine {
  return {
    ...engine,
    explain: (params, options = {}) =>
      engine.explain(
        params,
        pace(options, ({ phase }) => phase === 'mapping', now),
      ),
    derive: (params, options = {}) =>
      engine.derive(
        params,
        pace(options, () => true, now),
      ),
  };
}

function pace<Event>(
  { onEvent, ...options }: CallOptions<Event>,
  isProgress: (event: Event) => boolean,
  now: () => number,
): CallOptions<Event> {
  if (!onEvent) return options;
  let nextMs = now() + intervalMs;
  return {
    ...options,
    onEvent(event) {
      if (isProgress(event)) {
        const atMs = now();
        if (atMs < nextMs) return;
        nextMs = atMs + intervalMs;
      }
      onEvent(event);
    },
  };
}
