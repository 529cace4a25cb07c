import { methodCatalogue } from '../../../cam/methods.ts';
import type { SaveWords } from '../../../save/exportKind.ts';
import type { App } from '../../../state/explain/app.ts';
import { formatProbability } from '../../words/format.ts';
import { sourceTitles } from '../../words/words.ts';
import { stageCaption } from '../stage/caption.ts';
import { reportWords } from './reportWords.ts';

/** The words of the screen for what is saved of it. */
export function saveWords({ store, maps }: App): SaveWords {
  const shown = () => store.getState().shown;
  const label = (classIndex: number) => maps.raw()?.model.card.labels[classIndex] ?? `class ${classIndex}`;
  return {
    sourceTitle: (source) => sourceTitles[source],
    caption: (source) =>
      stageCaption(maps.stage(source), source, { position: maps.position(), count: maps.layers().length }),
    prediction() {
      const prediction = shown()?.prediction;
      if (prediction === undefined) return '';
      const { classIndex, probabilities } = prediction;
      return `${formatProbability(probabilities[classIndex] ?? Number.NaN)} ${label(classIndex)}`;
    },
    question() {
      const run = shown();
      return run === null ? '' : `why ${label(run.classIndex)}`;
    },
    method() {
      const method = maps.raw()?.method;
      return method === undefined ? '' : methodCatalogue[method].title;
    },
    picture() {
      const { pictures } = store.getState();
      return pictures.find(({ id }) => id === shown()?.pictureId)?.name ?? '';
    },
    report: reportWords,
  };
}
