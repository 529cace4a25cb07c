import { Popover } from '@base-ui/react/popover';
import type { Elements } from './elements.ts';
import floating from './Floating.module.css';

interface PopoverFrameProps {
  readonly title: string;
  readonly titleClassName?: string | undefined;
  /** Of what it was opened by. */
  readonly side?: 'top' | 'bottom';
  readonly align?: 'start' | 'end';
  readonly className?: string | undefined;
  readonly children: Elements;
}

/** What popovers with controls in them are made of: a place beside their button, and a title. */
export function PopoverFrame(props: PopoverFrameProps) {
  const { title, titleClassName, side = 'bottom', align = 'start', className = '', children } = props;
  return (
    <Popover.Portal>
      <Popover.Positioner
        sideOffset={8}
        collisionPadding={12}
        side={side}
        align={align}
        className={floating.positioner}
      >
        <Popover.Popup className={`${floating.popover} ${className}`}>
          <Popover.Title className={titleClassName}>{title}</Popover.Title>
          {children}
        </Popover.Popup>
      </Popover.Positioner>
    </Popover.Portal>
  );
}
