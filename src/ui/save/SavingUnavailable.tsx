import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import buttons from '../controls/Button.module.css';
import dialog from '../controls/Dialog.module.css';
import type { SaveDialogProps } from './SaveDialog.tsx';

/** Stands in for the Save dialog when its script did not arrive. */
export function SavingUnavailable({ open, onOpenChange }: SaveDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={dialog.popup}>
          <div className={dialog.head}>
            <Dialog.Title className={dialog.title}>Save</Dialog.Title>
            <Dialog.Close className={buttons.icon} aria-label="Close">
              <X size={18} strokeWidth={1.75} aria-hidden />
            </Dialog.Close>
          </div>
          <Dialog.Description>
            The part of StrataCAM that saves did not arrive: the connection may be down, or there is a newer
            version. Copy the address of this page, reload it, and save then.
          </Dialog.Description>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
