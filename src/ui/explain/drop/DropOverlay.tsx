import { ImageDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { takeIn } from '../../../intake/takeIn.ts';
import { watchDrops } from '../../../intake/watchDrops.ts';
import { watchPastes } from '../../../intake/watchPastes.ts';
import { useApp } from '../AppContext.tsx';
import styles from './DropOverlay.module.css';

const nothingDropped = {
  noFile: 'That was no file. Save the picture first and drop the file, or copy the picture and press Ctrl V.',
  noPictures:
    'There are no pictures in what was dropped. JPEG, PNG, WebP, AVIF, GIF and BMP can be read; a video is dropped by itself.',
} as const;
const nothingPasted = 'There is no picture on the clipboard. Copy one or take a screenshot, and paste again.';

/** Takes in what is dropped or pasted anywhere, and covers the page while files are dragged over it. */
export function DropOverlay() {
  const { actions } = useApp();
  const [hovered, setHovered] = useState(false);
  useEffect(() => {
    const unwatchDrops = watchDrops(window, {
      onHover: setHovered,
      onPictures: (pictures) => void takeIn(pictures, actions),
      onNothing: (what) => actions.tell(nothingDropped[what]),
    });
    const unwatchPastes = watchPastes(window, {
      onPictures: (pictures) => void takeIn(pictures, actions),
      onNothing(target) {
        // Text goes where text is written.
        const isTyped = target instanceof Element && target.matches('input, textarea, [contenteditable]');
        if (!isTyped) actions.tell(nothingPasted);
      },
    });
    return () => {
      unwatchDrops();
      unwatchPastes();
    };
  }, [actions]);
  if (!hovered) return null;
  return (
    <div className={styles.overlay}>
      <div className={styles.frame}>
        <ImageDown size={40} strokeWidth={1.25} aria-hidden />
        <p className={styles.title}>Drop photos or a video to explain them</p>
        <p>They stay on this computer.</p>
      </div>
    </div>
  );
}
