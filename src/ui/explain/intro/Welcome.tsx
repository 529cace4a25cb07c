import { X } from 'lucide-react';
import { useState } from 'react';
import { Disclosure } from '../../controls/Disclosure.tsx';
import { IconButton } from '../../controls/IconButton.tsx';
import { useMediaQuery } from '../../useMediaQuery.ts';
import styles from './Welcome.module.css';
import { rememberWelcomed, wasWelcomed } from './welcomed.ts';

/** On the first visit: what is seen, in a few sentences, until they are dismissed; on narrow screens the first alone. */
export function Welcome() {
  const [open, setOpen] = useState(() => !wasWelcomed());
  const inHand = useMediaQuery('(pointer: coarse) and (hover: none)');
  const alone = useMediaQuery('(max-width: 719.98px)');
  if (!open) return null;
  const next = inHand
    ? 'Drag the slider, or open a photo of your own: it stays on this device.'
    : 'Drag the slider, or drop a photo of your own anywhere: it stays on this computer.';
  return (
    <aside className={styles.welcome} aria-label="What you see">
      {alone ? (
        <Disclosure title={<strong>Colour shows where the network looks</strong>}>
          <p>{`It goes layer by layer, from edges to the whole animal; “All layers” is their average. ${next}`}</p>
        </Disclosure>
      ) : (
        <p>
          <strong>Colour shows where the network looks,</strong> layer by layer, from edges to the whole
          animal; the second view is the average of all layers. <span>{next}</span>
        </p>
      )}
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
