import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';
import styles from './Floating.module.css';

/** The floating part of a tooltip, with the key that does the same. */
export function TooltipPopup({ children, shortcut }: { children: ReactNode; shortcut?: string }) {
  return (
    <Tooltip.Portal>
      {/* It repeats the name of its button, which screen readers have already said. */}
      <Tooltip.Positioner sideOffset={8} className={styles.positioner} aria-hidden>
        <Tooltip.Popup className={styles.tooltip}>
          <span>{children}</span>
          {shortcut !== undefined && <span className={styles.shortcut}>{shortcut}</span>}
        </Tooltip.Popup>
      </Tooltip.Positioner>
    </Tooltip.Portal>
  );
}
