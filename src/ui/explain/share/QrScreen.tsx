import { Dialog } from '@base-ui/react/dialog';
import { Maximize, X } from 'lucide-react';
import { useState } from 'react';
import buttons from '../../controls/Button.module.css';
import dialog from '../../controls/Dialog.module.css';
import { QrPicture } from './QrPicture.tsx';
import styles from './QrScreen.module.css';
import type { QrCode } from './qrCode.ts';

/** Longer addresses are not typed by anyone. */
const longestTyped = 100;

/** A button, and behind it the code as large as the screen, for a projector. */
export function QrScreen({ code, address }: { code: QrCode; address: string }) {
  const [open, setOpen] = useState(false);

  function change(opens: boolean): void {
    setOpen(opens);
    // Where the system refuses, the code fills the window.
    if (opens) document.documentElement.requestFullscreen?.().catch(() => undefined);
    else if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined);
  }

  return (
    <Dialog.Root open={open} onOpenChange={change}>
      <Dialog.Trigger className={buttons.button}>
        <Maximize size={16} strokeWidth={1.75} aria-hidden />
        <span>Show full screen</span>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Popup className={`${dialog.popup} ${styles.screen}`}>
          <Dialog.Title className={styles.title}>Scan to open this view</Dialog.Title>
          <div className={styles.code}>
            <QrPicture code={code} label="QR code of the link, full screen" />
          </div>
          {address.length <= longestTyped && <p className={styles.address}>{address}</p>}
          <Dialog.Close className={`${buttons.icon} ${styles.close}`} aria-label="Close">
            <X size={24} strokeWidth={1.75} aria-hidden />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
