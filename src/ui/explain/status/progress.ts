import { methodCatalogue } from '../../../cam/methods.ts';
import type { AppState } from '../../../state/explain/appState.ts';
import { formatBytes, formatPercent } from '../../words/format.ts';

/** What is being done now; null when nothing is. */
export interface Progress {
  readonly words: string;
  /** 0–1, or null where it cannot be known. */
  readonly fraction: number | null;
  readonly canCancel: boolean;
}

/** The one activity worth naming, and whether it seems to stand still. */
export function progressOf(state: AppState): Progress | null {
  const activity = activityOf(state);
  return activity !== null && state.engineSilent ? { ...activity, words: 'Not answering yet…' } : activity;
}

/** The engine's start first, for nothing works before it. */
function activityOf({ engine, run, shown, derivation }: AppState): Progress | null {
  switch (engine.phase) {
    case 'starting':
      return { words: 'Starting…', fraction: null, canCancel: false };
    case 'downloading': {
      const { loadedBytes, totalBytes } = engine;
      return {
        words: `Loading the model: ${formatBytes(loadedBytes)} of ${formatBytes(totalBytes)}`,
        fraction: totalBytes > 0 ? loadedBytes / totalBytes : null,
        canCancel: false,
      };
    }
    case 'building':
      return { words: 'Preparing the model…', fraction: null, canCancel: false };
    case 'restarting':
      return { words: 'Starting again; the last picture is redone…', fraction: null, canCancel: false };
    case 'failed':
      return null;
    case 'ready':
      break;
  }
  if (run.phase === 'reading') return { words: 'Reading the photo…', fraction: null, canCancel: true };
  if (run.phase !== 'computing' && derivation.phase === 'computing') {
    const { method, fraction } = derivation;
    return {
      words: `${methodCatalogue[method].title}: ${formatPercent(fraction)}`,
      fraction,
      canCancel: true,
    };
  }
  if (run.phase !== 'computing') return null;
  return {
    words: `${shown === null ? 'Explaining' : 'Updating'}: ${formatPercent(run.fraction)}`,
    fraction: run.fraction,
    canCancel: true,
  };
}
