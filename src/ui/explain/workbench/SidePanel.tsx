import { Dialog } from '@base-ui/react/dialog';
import { SlidersVertical } from 'lucide-react';
import { useEffect, useState } from 'react';
import buttons from '../../controls/Button.module.css';
import { DialogFrame } from '../../controls/DialogFrame.tsx';
import { LabPanel } from '../lab/LabPanel.tsx';
import { LookPanel } from '../look/LookPanel.tsx';
import { MaskPanel } from '../mask/MaskPanel.tsx';
import { MethodPanel } from '../method/MethodPanel.tsx';
import { PredictionPanel } from '../prediction/PredictionPanel.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import { StressPanel } from '../stress/StressPanel.tsx';
import styles from './Workbench.module.css';

function Panels() {
  return (
    <>
      <PredictionPanel />
      <MaskPanel />
      <StressPanel />
      <MethodPanel />
      <LabPanel />
      <LookPanel />
    </>
  );
}

/** Prediction, mask, stress test, method, fusion lab and look, in a column of their own. */
export function SidePanel() {
  return (
    <aside className={styles.side} aria-label="Result and settings">
      <Panels />
    </aside>
  );
}

/** The same in a drawer, where there is no room for a column. */
export function SideDrawer() {
  const { mask, lab } = usePresenter();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    // Who takes the brush, or is about to draw a box, needs the photos.
    const makeRoom = () => {
      if (mask.brush.get() !== null || lab.drawing.get()) setOpen(false);
    };
    const leave = [mask.brush.subscribe(makeRoom), lab.drawing.subscribe(makeRoom)];
    return () => {
      for (const stop of leave) stop();
    };
  }, [mask, lab]);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className={buttons.button} aria-label="Adjust: result and settings">
        <SlidersVertical size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.onWide}>Adjust</span>
      </Dialog.Trigger>
      <DialogFrame title="Result and settings" place="drawer">
        <Panels />
      </DialogFrame>
    </Dialog.Root>
  );
}
