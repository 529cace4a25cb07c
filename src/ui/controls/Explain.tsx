import { Popover } from '@base-ui/react/popover';
import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { capitalise } from '../../lib/capitalise.ts';
import styles from './Floating.module.css';

interface ExplainProps {
  /** What is explained; completes the accessible name "What is …?". */
  readonly term: string;
  readonly children: ReactNode;
  /** Where to read more, on the web; opened only by the reader's own click. */
  readonly link?: { readonly href: string; readonly text: string };
}

/** A small "?" that explains a term in two lines, by hover, focus and press, or touch. */
export function Explain({ term, children, link }: ExplainProps) {
  return (
    <Popover.Root>
      <Popover.Trigger
        className={styles.question}
        aria-label={`What is ${term}?`}
        openOnHover
        delay={250}
        closeDelay={120}
      >
        <CircleHelp size={14} strokeWidth={1.75} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} collisionPadding={12} className={styles.positioner}>
          <Popover.Popup className={styles.explanation} initialFocus={false}>
            <Popover.Title className={styles.term}>{capitalise(term)}</Popover.Title>
            <Popover.Description>{children}</Popover.Description>
            {link !== undefined && (
              <a href={link.href} target="_blank" rel="noreferrer">
                {link.text}
              </a>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
