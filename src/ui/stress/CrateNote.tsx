import { Grid3x3 } from 'lucide-react';
import { catBehindBars, tellsStory } from '../../state/stories.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import buttons from '../controls/Button.module.css';
import { formatCount } from '../format.ts';
import styles from './CrateNote.module.css';

/** Says that the picture stands behind a crate, or what to look at in the story; nothing without one. */
export function CrateNote() {
  const { actions } = useApp();
  const crate = useAppState((state) => state.view.crate);
  const isStory = useAppState((state) => tellsStory(state.view, catBehindBars));
  if (crate === null) return null;
  return (
    <div className={styles.note}>
      <Grid3x3 size={18} strokeWidth={1.75} aria-hidden className={styles.icon} />
      {isStory ? (
        <StoryWords />
      ) : (
        <p>
          The model sees this behind {formatCount(crate.bars, 'bar')}
          {crate.direction === 'both' && ' each way'}.
        </p>
      )}
      <button type="button" className={buttons.quiet} onClick={() => actions.setView({ crate: null })}>
        Put it away
      </button>
    </div>
  );
}

function StoryWords() {
  const dog = useAppState(({ engine }) =>
    engine.phase === 'ready' ? engine.info.model.card.labels.indexOf('dog') : -1,
  );
  const without = useAppState((state) => state.uncrated?.probabilities[dog]);
  const behind = useAppState(({ shown, view }) =>
    shown?.crate === view.crate ? shown?.prediction.probabilities[dog] : undefined,
  );
  return (
    <p>
      <strong>Nine bars each way, and the cat is called a dog</strong>
      {without !== undefined && behind !== undefined && (
        <>
          : p(dog) is {behind.toFixed(3)}, and {without.toFixed(3)} without them
        </>
      )}
      . The first layers light up along the bars, but the average of all layers stays on the face: a heat map
      shows where a network looks, not whether it is right.
    </p>
  );
}
