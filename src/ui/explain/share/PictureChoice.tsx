import { useEffect, useId, useRef, useState } from 'react';
import type { PictureEntry } from '../../../state/explain/pictures/pictureEntry.ts';
import { formatBytes, formatSize } from '../../words/format.ts';
import { useApp } from '../AppContext.tsx';
import { makePictureCopy } from './makePictureCopy.ts';
import styles from './ShareDialog.module.css';

interface PictureChoiceProps {
  readonly picture: PictureEntry;
  /** The file that goes into the link, or null for none. */
  readonly onCopy: (bytes: Uint8Array | null) => void;
}

type Choice = 'without' | 'making' | 'failed' | { readonly facts: string };

/** Whether one's own picture goes along: not unless the user says so, and then as a small copy. */
export function PictureChoice({ picture, onCopy }: PictureChoiceProps) {
  const app = useApp();
  const id = useId();
  const [choice, setChoice] = useState<Choice>('without');
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);

  async function choose(included: boolean): Promise<void> {
    onCopy(null);
    setChoice(included ? 'making' : 'without');
    if (!included) return;
    // What came in a link goes on as it is: no second loss.
    const received = app.copyOf(picture.id);
    if (received !== null) {
      onCopy(received);
      setChoice({ facts: formatBytes(received.length) });
      return;
    }
    const photo = app.photo(picture.id);
    const copy = photo === null ? null : await makePictureCopy(photo.bitmap);
    if (!isOpen.current) return;
    onCopy(copy?.bytes ?? null);
    setChoice(
      copy === null
        ? 'failed'
        : { facts: `${formatSize(copy.width, copy.height)} pixels, ${formatBytes(copy.bytes.length)}` },
    );
  }

  return (
    <fieldset className={styles.choice} disabled={choice === 'making'}>
      <legend className={styles.question}>What do they see?</legend>
      <Card
        name={id}
        title="Your settings, no photo"
        words="They are asked to open a photo of their own. Yours stays on this computer."
        checked={choice === 'without'}
        onChoose={() => void choose(false)}
      />
      <Card
        name={id}
        title="Your photo, as a small copy"
        words={wordsOf(choice)}
        checked={choice !== 'without'}
        onChoose={() => void choose(true)}
      />
    </fieldset>
  );
}

interface CardProps {
  readonly name: string;
  readonly title: string;
  readonly words: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

function Card({ name, title, words, checked, onChoose }: CardProps) {
  const id = useId();
  return (
    <label className={styles.card}>
      <input
        type="radio"
        name={name}
        checked={checked}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-words`}
        onChange={onChoose}
      />
      <span className={styles.cardTitle} id={`${id}-title`}>
        {title}
      </span>
      <span className={styles.soft} id={`${id}-words`} role="status">
        {words}
      </span>
    </label>
  );
}

function wordsOf(choice: Choice): string {
  if (choice === 'without') return 'At most 12 KB, in the link itself. Anyone with the link can see it.';
  if (choice === 'making') return 'Making a small copy…';
  if (choice === 'failed') return 'No copy could be made of this picture, so the link goes without it.';
  return `${choice.facts}, in the part of the link after #, which browsers do not send to the server. Anyone with the link can see it. Maps of a copy differ a little.`;
}
