import { useEffect, useRef } from 'react';
import { layerTitle } from '../../../model/layers/layerTitle.ts';
import type { App } from '../../../state/explain/app.ts';
import type { AppState } from '../../../state/explain/appState.ts';
import styles from '../../controls/Hidden.module.css';
import { formatCount, formatProbability } from '../../words/format.ts';
import { useApp } from '../AppContext.tsx';
import { scrubberId } from '../scrubber/scrubberId.ts';

/** Tells screen readers what matters as it changes: the result, and the layer when one steps by keys. */
export function Announcer() {
  const app = useApp();
  const region = useRef<HTMLParagraphElement>(null);
  useEffect(
    () =>
      app.store.subscribe((state, former) => {
        const words = newsOf(app, state, former);
        if (words !== null && region.current !== null) region.current.textContent = words;
      }),
    [app],
  );

  return <p ref={region} role="status" className={styles.hidden} />;
}

/** The sentence that a change of state is worth, if any. */
function newsOf(app: App, state: AppState, former: AppState): string | null {
  if (state.engine.phase === 'restarting' && former.engine.phase !== 'restarting') {
    return 'The calculation is being started again. Nothing is lost.';
  }
  // Of frames that follow each other, the one on which they stop is told.
  const hasStopped = former.sequence.phase === 'running' && state.sequence.phase !== 'running';
  const isNews = state.shown !== former.shown || hasStopped;
  if (state.shown !== null && isNews && state.sequence.phase !== 'running') return resultWords(app, state);
  // While playing, twelve names a second would drown everything; a focused slider speaks for itself.
  const speaks = state.playing || document.activeElement?.id === scrubberId;
  if (state.view.layer === former.view.layer || speaks) return null;
  const layers = app.maps.layers();
  const position = app.maps.position();
  const layer = layers[position];
  return layer === undefined ? null : `Layer ${position + 1} of ${layers.length}: ${layerTitle(layer)}`;
}

function resultWords({ maps }: App, { shown, engine }: AppState): string | null {
  if (shown === null || engine.phase !== 'ready') return null;
  const { labels } = engine.info.model.card;
  const { classIndex, probabilities } = shown.prediction;
  return (
    `${formatProbability(probabilities[classIndex] ?? Number.NaN)} ${labels[classIndex]}. ` +
    `The maps of ${formatCount(maps.layers().length, 'layer')} show why ${labels[shown.classIndex]}.`
  );
}
