import type { EngineStatus } from '../../../state/shell/engine/engineStatus.ts';
import { formatBytes } from '../../words/format.ts';

/** The engine's state in a few words for the top bar, e.g. "cats vs dogs · wasm · on this computer". */
export function engineLine(engine: EngineStatus): string {
  switch (engine.phase) {
    case 'starting':
      return 'Starting…';
    case 'downloading':
      return `Loading the model: ${formatBytes(engine.loadedBytes)} of ${formatBytes(engine.totalBytes)}`;
    case 'building':
      return 'Preparing the model…';
    case 'restarting':
      return 'Starting again…';
    case 'failed':
      return 'Not running';
    case 'ready': {
      const { backend, model } = engine.info;
      const place = backend.onGpu ? 'on this computer’s GPU' : 'on this computer';
      return `${model.card.title} · ${backend.name} · ${place}`;
    }
  }
}
