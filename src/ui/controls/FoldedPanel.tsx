import { type ReactNode, useId } from 'react';
import { Disclosure } from './Disclosure.tsx';
import styles from './FoldedPanel.module.css';
import panel from './Panel.module.css';

interface FoldedPanelProps {
  readonly title: string;
  readonly startsOpen?: boolean;
  readonly onToggle?: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A panel of the side that is folded away until it is wanted. Its contents are groups: `FoldedPanel.module.css`. */
export function FoldedPanel({ title, children, ...folding }: FoldedPanelProps) {
  const titleId = useId();
  return (
    <section className={styles.panel} aria-labelledby={titleId}>
      <Disclosure
        title={
          <h2 id={titleId} className={panel.title}>
            {title}
          </h2>
        }
        {...folding}
      >
        <div className={styles.contents}>{children}</div>
      </Disclosure>
    </section>
  );
}
