import { Dialog } from '@base-ui/react/dialog';
import { DialogFrame } from '../../controls/DialogFrame.tsx';
import { ThemeButton } from '../../frame/ThemeButton.tsx';
import { shortcutGroups } from '../keyboard/shortcuts.ts';
import styles from './HelpDialog.module.css';

interface HelpDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The keys, the pointer's gestures, and what this is. */
export function HelpDialog({ open, onOpenChange }: HelpDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <DialogFrame
        title="Keys and help"
        beside={
          <span className={styles.onCrowded}>
            <ThemeButton />
          </span>
        }
      >
        <Dialog.Description className={styles.about}>
          StrataCAM shows, for every layer of a neural network, where in a photo it found evidence for its
          answer (Grad-CAM), and the average over all layers. Nothing is uploaded.
        </Dialog.Description>
        <div className={styles.groups}>
          {shortcutGroups.map(({ title, shortcuts }) => (
            <section key={title}>
              <h3 className={styles.heading}>{title}</h3>
              <dl className={styles.keys}>
                {shortcuts.map(({ keys, does }) => (
                  <div key={does} className={styles.entry}>
                    <dt>{keys.map((key) => (key === '…' ? ' … ' : <kbd key={key}>{key}</kbd>))}</dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
          <section>
            <h3 className={styles.heading}>On the photos</h3>
            <p className={styles.gestures}>
              Wheel or pinch zooms, dragging moves, a double-click shows the whole photo again. Point at a
              place to read the value there in both views; press and hold to see the photo alone. Shift and
              drag draws a box whose evidence is measured.
            </p>
          </section>
        </div>
      </DialogFrame>
    </Dialog.Root>
  );
}
