import { Tooltip } from '@base-ui/react/tooltip';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import styles from './Button.module.css';
import { TooltipPopup } from './TooltipPopup.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon;
  /** The accessible name, also shown as a tooltip. */
  readonly label: string;
  /** A key that does the same, shown in the tooltip. */
  readonly shortcut?: string;
}

/** A square button with an icon, a name and a tooltip. */
export function IconButton({ icon: Icon, label, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        {...rest}
        type="button"
        aria-label={label}
        className={className === undefined ? styles.icon : `${styles.icon} ${className}`}
      >
        <Icon size={18} strokeWidth={1.75} aria-hidden />
      </Tooltip.Trigger>
      <TooltipPopup {...(shortcut === undefined ? {} : { shortcut })}>{label}</TooltipPopup>
    </Tooltip.Root>
  );
}
