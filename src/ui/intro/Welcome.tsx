import { X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { useMediaQuery } from '../useMediaQuery.ts';
import styles from './Welcome.module.css';
import { rememberWelcomed, wasWelcomed } from './welcomed.ts';

/** On the first visit: three sentences on what is seen, until they are dismissed. */
export function Welcome() {
  const [open, setOpen] = useState(() => !wasWelcomed());
  const inHand = useMediaQuery('(pointer: coarse) and (hover: none)');
  const alone = useMediaQuery('(max-width: 719.98px)');
  if (!open) return null;
  return (
    <aside className={styles.welcome} aria-label="What you see">
      <p>
        <strong>Colour shows where the network looks,</strong> layer by layer, from edges to the whole animal;{' '}
        {alone ? '“All layers” is' : 'the second view is'} the average of all layers. Drag the slider, or{' '}
        {inHand ? 'open a photo of your own' : 'drop a photo of your own anywhere'}: it stays on this{' '}
        {inHand ? 'device' : 'computer'}.
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
