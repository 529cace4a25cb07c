import { loadPart } from '../../lib/loadPart.ts';
import type { FrameSourceOpener } from '../../state/explain/sequence/frameSource.ts';

/** A video file as a sequence that is about to be opened. What reads it is only loaded then. */
export function videoOpener(file: Blob, title: string): FrameSourceOpener {
  return {
    kind: 'video',
    title,
    async open(signal) {
      if (typeof VideoDecoder === 'undefined') {
        const { openByElement } = await loadPart(() => import('./openByElement.ts'));
        return openByElement(file, title, signal);
      }
      const { openVideo } = await loadPart(() => import('./openVideo.ts'));
      return openVideo(file, title, signal);
    },
  };
}
