import type { Story } from '../../../content/catsVsDogs/stories.ts';
import { crateBars } from '../../../image/alter/crate.ts';
import { useApp } from '../AppContext.tsx';
import styles from './SamplesButton.module.css';

interface StoryItemProps {
  readonly story: Story;
  readonly current: boolean;
  readonly onOpen: () => void;
}

/** A story in the gallery of samples: its picture, behind its bars. */
export function StoryItem({ story, current, onOpen }: StoryItemProps) {
  const { samples, actions } = useApp();
  const sample = samples.find(({ id }) => id === story.sample);
  if (sample === undefined) return null;
  const { title, crate, layer } = story;
  return (
    <li>
      <button
        type="button"
        className={styles.sample}
        aria-current={current}
        onClick={() => {
          actions.setView({ sample: sample.id, crate, layer, target: 'predicted', layerSet: 'all' });
          onOpen();
        }}
      >
        <span className={styles.story}>
          <img src={sample.url} alt="" loading="lazy" decoding="async" className={styles.picture} />
          <svg
            className={styles.bars}
            viewBox="0 0 1 1"
            preserveAspectRatio="none"
            fill={crate.colour}
            aria-hidden
          >
            {crateBars(crate).map((corners) => (
              <polygon key={corners.join(' ')} points={corners.join(' ')} />
            ))}
          </svg>
        </span>
        <span className={styles.name}>{title}</span>
        <span className={styles.credit}>A story: what nine bars do to the prediction</span>
      </button>
    </li>
  );
}
