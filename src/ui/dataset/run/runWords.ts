/** How a run stands, in words. */
import type { RunStatus, SetCounts } from '../../../state/dataset/status.ts';

/** "312 of 840 pictures, 12.4 a second, about 1 min left". */
export function progressWords(counts: SetCounts, run: RunStatus, waiting: number): string {
  const done = `${counts.pictures - waiting} of ${counts.pictures} pictures`;
  switch (run.kind) {
    case 'idle':
      return `${done}. Nothing has run yet.`;
    case 'waitingForModel':
      return `${done}. Waiting for the model…`;
    case 'running': {
      const { perSecond, remainingMs } = run;
      const pace = perSecond === null ? '' : `, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)} a second`;
      return `${done}${pace}${remainingMs === null ? '' : `, ${timeLeft(remainingMs)} left`}`;
    }
    case 'paused':
      return `${done}. Paused.`;
    case 'finished':
      return `${done}. Done.`;
    case 'failed':
      return `${done}. Stopped; what was answered is kept.`;
  }
}

/** Roughly, since a pace is no promise: "a few seconds", "about 40 s", "about 3 min", "about 1 h 20 min". */
export function timeLeft(remainingMs: number): string {
  const seconds = remainingMs / 1000;
  if (seconds < 10) return 'a few seconds';
  if (seconds < 90) return `about ${Math.round(seconds / 10) * 10}\u00a0s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${minutes}\u00a0min`;
  return `about ${Math.floor(minutes / 60)}\u00a0h ${minutes % 60}\u00a0min`;
}
