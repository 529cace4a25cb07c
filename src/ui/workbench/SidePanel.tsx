import { Dialog } from '@base-ui/react/dialog';
import { SlidersVertical, X } from 'lucide-react';
import buttons from '../controls/Button.module.css';
import dialog from '../controls/Dialog.module.css';
import { LabPanel } from '../lab/LabPanel.tsx';
import { LookPanel } from '../look/LookPanel.tsx';
import { MethodPanel } from '../method/MethodPanel.tsx';
import { PredictionPanel } from '../prediction/PredictionPanel.tsx';
import styles from './Workbench.module.css';

/** Prediction, method, fusion lab and look, in a column of their own. */
export function SidePanel() {
  return (
    <aside className={styles.side} aria-label="Result and settings">
      <PredictionPanel />
      <MethodPanel />
      <LabPanel />
      <LookPanel />
    </aside>
  );
}

/** The same in a drawer, where there is no room for a column. */
export function SideDrawer() {
  return (
    <Dialog.Root>
      <Dialog.Trigger className={buttons.button} aria-label="Result and settings">
        <SlidersVertical size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.onWide}>Adjust</span>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={dialog.drawer}>
          <div className={dialog.head}>
            <Dialog.Title className={dialog.title}>Result and settings</Dialog.Title>
            <Dialog.Close className={buttons.icon} aria-label="Close">
              <X size={18} strokeWidth={1.75} aria-hidden />
            </Dialog.Close>
          </div>
          <PredictionPanel />
          <MethodPanel />
          <LabPanel />
          <LookPanel />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
