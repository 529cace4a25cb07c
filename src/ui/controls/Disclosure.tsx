import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import styles from './Disclosure.module.css';
import type { Elements } from './elements.ts';

interface DisclosureProps {
  /** A string is put into an element of its own. */
  readonly title: Elements | string;
  readonly children: Elements;
  readonly startsOpen?: boolean;
  readonly onToggle?: (open: boolean) => void;
}

/** A native disclosure: a title that folds its contents away. Folded contents are not rendered. */
export function Disclosure({ title, children, startsOpen = false, onToggle }: DisclosureProps) {
  const [open, setOpen] = useState(startsOpen);
  return (
    <details
      className={styles.disclosure}
      open={open}
      onToggle={(event) => {
        // Disclosures inside tell too: toggle events bubble in React.
        if (event.target !== event.currentTarget) return;
        setOpen(event.currentTarget.open);
        onToggle?.(event.currentTarget.open);
      }}
    >
      <summary className={styles.summary}>
        <ChevronRight size={14} strokeWidth={2} aria-hidden className={styles.chevron} />
        {typeof title === 'string' ? <span>{title}</span> : title}
      </summary>
      {open && children}
    </details>
  );
}
