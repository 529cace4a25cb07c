import type { ReportWords } from '../../../save/report/reportWords.ts';
import { formatProbability } from '../../words/format.ts';
import { backendTitles, fitTitles, fusionTitles, phaseWords, ruleTitles } from '../../words/words.ts';
import { stageCaption } from '../stage/caption.ts';

/** The screen's words for the report. */
export const reportWords: ReportWords = {
  fits: fitTitles,
  fusions: fusionTitles,
  rules: ruleTitles,
  phase: (phase) => phaseWords[phase].title,
  backends: backendTitles,
  // Without "Layer 58 of 155": the report says that in its title.
  caption: (map) => stageCaption(map, 'average', { position: 0, count: 0 }),
  percent: formatProbability,
};
