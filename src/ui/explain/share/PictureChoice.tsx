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
    <div className={styles.choice}>
      <label htmlFor={id} className={styles.tick}>
        <input
          id={id}
          type="checkbox"
          checked={choice !== 'without'}
          disabled={choice === 'making'}
          aria-describedby={`${id}-words`}
          onChange={(event) => void choose(event.target.checked)}
        />
        Include a small copy of the picture in the link
      </label>
      <p id={`${id}-words`} className={styles.soft} role="status">
        {wordsOf(choice)}
      </p>
    </div>
  );
}

function wordsOf(choice: Choice): string {
  if (choice === 'without') {
    return 'Your picture stays on this computer: whoever opens the link sees a sample in its place.';
  }
  if (choice === 'making') return 'Making a small copy…';
  if (choice === 'failed') return 'No copy could be made of this picture, so the link goes without it.';
  return `A copy of ${choice.facts}. Anyone with the link can see it. It is in the part after #, which browsers do not send to the server. Maps of a copy differ a little.`;
}
