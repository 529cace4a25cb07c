import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import buttons from './Button.module.css';
import dialog from './Dialog.module.css';
import type { Elements } from './elements.ts';

interface DialogFrameProps {
  readonly title: string;
  /** In the middle of the screen, or along its edge. */
  readonly place?: 'popup' | 'drawer';
  /** Between title and Close. */
  readonly beside?: Elements;
  readonly className?: string | undefined;
  readonly headClassName?: string | undefined;
  readonly children: Elements;
}

/** What every dialog is made of: what lies behind it dimmed, its title, and a button that closes it. */
export function DialogFrame(props: DialogFrameProps) {
  const { title, place = 'popup', beside, className = '', headClassName = '', children } = props;
  return (
    <Dialog.Portal>
      <Dialog.Backdrop className={dialog.backdrop} />
      <Dialog.Popup className={`${dialog[place]} ${className}`}>
        <div className={`${dialog.head} ${headClassName}`}>
          <Dialog.Title className={dialog.title}>{title}</Dialog.Title>
          {beside}
          <Dialog.Close className={buttons.icon} aria-label="Close">
            <X size={18} strokeWidth={1.75} aria-hidden />
          </Dialog.Close>
        </div>
        {children}
      </Dialog.Popup>
    </Dialog.Portal>
  );
}
