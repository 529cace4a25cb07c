import { Grid3x3, X } from 'lucide-react';
import { catBehindBars, tellsStory } from '../../../content/catsVsDogs/stories.ts';
import buttons from '../../controls/Button.module.css';
import { Disclosure } from '../../controls/Disclosure.tsx';
import { IconButton } from '../../controls/IconButton.tsx';
import { useMediaQuery } from '../../useMediaQuery.ts';
import { formatCount } from '../../words/format.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import styles from './CrateNote.module.css';

/** Says that the picture stands behind a crate, or what to look at in the story; nothing without one. */
export function CrateNote() {
  const { actions } = useApp();
  const crate = useAppState((state) => state.view.crate);
  const isStory = useAppState((state) => tellsStory(state.view, catBehindBars));
  const isNarrow = useMediaQuery('(max-width: 719.98px)');
  if (crate === null) return null;
  const putAway = () => actions.setView({ crate: null });
  return (
    <div className={styles.note}>
      <Grid3x3 size={18} strokeWidth={1.75} aria-hidden className={styles.icon} />
      {isStory ? (
        <StoryWords isFolded={isNarrow} />
      ) : (
        <p>
          {`The model sees this behind ${formatCount(crate.bars, 'bar')}${crate.direction === 'both' ? ' each way' : ''}.`}
        </p>
      )}
      {isNarrow ? (
        <IconButton icon={X} label="Put it away" onClick={putAway} />
      ) : (
        <button type="button" className={buttons.quiet} onClick={putAway}>
          Put it away
        </button>
      )}
    </div>
  );
}

function StoryWords({ isFolded }: { isFolded: boolean }) {
  const dog = useAppState(({ engine }) =>
    engine.phase === 'ready' ? engine.info.model.card.labels.indexOf('dog') : -1,
  );
  const without = useAppState((state) => state.uncrated?.probabilities[dog]);
  const behind = useAppState(({ shown, view }) =>
    shown?.crate === view.crate ? shown?.prediction.probabilities[dog] : undefined,
  );
  const title = <strong>Nine bars each way, and the cat is called a dog</strong>;
  const numbers =
    without === undefined || behind === undefined
      ? null
      : `p(dog) is ${behind.toFixed(3)}, and ${without.toFixed(3)} without them`;
  const meaning =
    'The first layers light up along the bars, but the average of all layers stays on the face: a heat map shows where a network looks, not whether it is right.';
  if (isFolded) {
    return (
      <Disclosure title={title}>
        <p>{numbers === null ? meaning : `${numbers}. ${meaning}`}</p>
      </Disclosure>
    );
  }
  return (
    <p>
      {title}
      <span>{`${numbers === null ? '' : `: ${numbers}`}. ${meaning}`}</span>
    </p>
  );
}
