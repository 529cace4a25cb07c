/** How fast a run is, from the last few seconds, so that a pause or a slow folder is soon forgotten. */
export interface Pace {
  /** To be called when so many pictures are done. */
  add(done: number, nowMs: number): void;
  /** Pictures a second; null until two seconds have passed. */
  perSecond(): number | null;
}

const windowMs = 10_000;
const shortestMs = 2_000;

export function createPace(): Pace {
  const marks: { readonly done: number; readonly atMs: number }[] = [];
  return {
    add(done, nowMs) {
      marks.push({ done, atMs: nowMs });
      while (marks.length > 2 && nowMs - marks[1]!.atMs > windowMs) marks.shift();
    },
    perSecond() {
      const [first] = marks;
      const last = marks.at(-1);
      if (!first || !last || last.atMs - first.atMs < shortestMs) return null;
      return ((last.done - first.done) * 1000) / (last.atMs - first.atMs);
    },
  };
}
