import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import styles from './Disclosure.module.css';

interface DisclosureProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
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
        {title}
      </summary>
      {open && children}
    </details>
  );
}
