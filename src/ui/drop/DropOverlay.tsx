import { ImageDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { watchDrops } from '../../intake/watchDrops.ts';
import { watchPastes } from '../../intake/watchPastes.ts';
import { useApp } from '../AppContext.tsx';
import styles from './DropOverlay.module.css';

/** Takes in what is dropped or pasted anywhere, and covers the page while files are dragged over it. */
export function DropOverlay() {
  const { actions } = useApp();
  const [hovered, setHovered] = useState(false);
  useEffect(() => {
    const unwatchDrops = watchDrops(window, { onHover: setHovered, onPictures: actions.addPictures });
    const unwatchPastes = watchPastes(window, actions.addPictures);
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
        <p className={styles.title}>Drop photos to explain them</p>
        <p>They stay on this computer.</p>
      </div>
    </div>
  );
}
