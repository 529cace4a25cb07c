import { Popover } from '@base-ui/react/popover';
import { Images } from 'lucide-react';
import { useState } from 'react';
import { catBehindBars, tellsStory } from '../../../content/catsVsDogs/stories.ts';
import buttons from '../../controls/Button.module.css';
import { PopoverFrame } from '../../controls/PopoverFrame.tsx';
import { useApp, useAppState } from '../AppContext.tsx';
import styles from './SamplesButton.module.css';
import { StoryItem } from './StoryItem.tsx';

/** The gallery of sample photos with their authors. */
export function SamplesButton() {
  const { samples, actions } = useApp();
  const [open, setOpen] = useState(false);
  const isStory = useAppState((state) => tellsStory(state.view, catBehindBars));
  const shownSample = useAppState((state) => state.view.sample);
  const openSample = (sample: string) => {
    // Who leaves the story leaves its bars, too; one's own crate stays in front of every picture.
    if (isStory) actions.setView({ sample, crate: null });
    else actions.openSample(sample);
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={buttons.button} aria-label="Samples">
        <Images size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.onWide}>Samples</span>
      </Popover.Trigger>
      <PopoverFrame title="Sample photos" titleClassName={styles.title} className={styles.popover}>
        <ul className={styles.gallery}>
          <StoryItem story={catBehindBars} current={isStory} onOpen={() => setOpen(false)} />
          {samples.map((sample) => (
            <li key={sample.id}>
              <button
                type="button"
                className={styles.sample}
                aria-current={sample.id === shownSample && !isStory}
                onClick={() => openSample(sample.id)}
              >
                <img
                  src={sample.url}
                  alt=""
                  width={sample.width}
                  height={sample.height}
                  loading="lazy"
                  decoding="async"
                  className={styles.picture}
                />
                <span className={styles.name}>{sample.title}</span>
                <span className={styles.credit}>{sample.credit}</span>
              </button>
            </li>
          ))}
        </ul>
      </PopoverFrame>
    </Popover.Root>
  );
}
