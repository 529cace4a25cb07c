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
        <strong>Colour shows where the network looks,</strong> layer by layer, from edges to the whole animal;
        the second view is the average of all layers. Drag the slider, or drop a photo of your own anywhere:
        it stays on this computer.
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
