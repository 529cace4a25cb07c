import { Share2 } from 'lucide-react';
import { type ComponentType, useState } from 'react';
import { failureData, toFailure } from '../../../lib/failure.ts';
import { loadPart } from '../../../lib/loadPart.ts';
import buttons from '../../controls/Button.module.css';
import { useApp } from '../AppContext.tsx';
import styles from './ShareButton.module.css';

interface LateDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Opens the dialog that shares the view; its code comes with the first press. */
export function ShareButton() {
  const { actions } = useApp();
  const [Late, setLate] = useState<ComponentType<LateDialogProps> | null>(null);
  const [open, setOpen] = useState(false);

  async function openDialog(): Promise<void> {
    try {
      const { ShareDialog } = await loadPart(() => import('./ShareDialog.tsx'));
      setLate(() => ShareDialog);
      setOpen(true);
    } catch (thrown) {
      actions.tellFailure(failureData(toFailure(thrown)), 'Share');
    }
  }

  return (
    <>
      <button type="button" className={buttons.button} aria-label="Share" onClick={() => void openDialog()}>
        <Share2 size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.onWide}>Share</span>
      </button>
      {Late !== null && <Late open={open} onOpenChange={setOpen} />}
    </>
  );
}
