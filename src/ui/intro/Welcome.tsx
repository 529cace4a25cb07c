import { X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import styles from './Welcome.module.css';
import { rememberWelcomed, wasWelcomed } from './welcomed.ts';

/** On the first visit: three sentences on what is seen, until they are dismissed. */
export function Welcome() {
  const [open, setOpen] = useState(() => !wasWelcomed());
  if (!open) return null;
  return (
    <aside className={styles.welcome} aria-label="What you see">
      <p>
        <strong>Colour shows where the network looks.</strong> First one layer at a time, from edges to the
        whole animal; beside it the average of all layers. Drag the slider below, press <kbd>Space</kbd>, or
        drop a photo of your own anywhere: it stays on this computer.
      </p>
      <IconButton
        icon={X}
        label="Close the explanation"
        onClick={() => {
          setOpen(false);
          rememberWelcomed();
        }}
      />
    </aside>
  );
}
