import { loadPart } from '../../../lib/loadPart.ts';
import { fileName } from '../../../save/fileName.ts';
import type { VideoTimeline } from '../../../state/explain/sequence/videoTimeline.ts';
import { download } from '../../download.ts';

/** Saves a timeline as a table; what writes it is loaded then. */
export async function saveTimeline(
  timeline: VideoTimeline,
  model: string,
  labels: readonly string[],
): Promise<void> {
  const { timelineCsv } = await loadPart(() => import('../../../save/statistics/timelineCsv.ts'));
  const blob = new Blob([timelineCsv(timeline, model, labels)], { type: 'text/csv' });
  const facts = { date: new Date(), picture: timeline.title, part: 'timeline', extension: 'csv' };
  download(blob, fileName(facts));
}
