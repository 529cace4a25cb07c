import { Dialog } from '@base-ui/react/dialog';
import { useMemo, useState } from 'react';
import { exportKinds } from '../../../save/exportKinds.ts';
import type { StoredValues } from '../../../save/options.ts';
import { DialogFrame } from '../../controls/DialogFrame.tsx';
import { useApp, useAppState } from '../AppContext.tsx';
import { KindChoice } from './KindChoice.tsx';
import { KindForm } from './KindForm.tsx';
import styles from './SaveDialog.module.css';
import { saveWords } from './saveWords.ts';

const noValues: StoredValues = {};

export interface SaveDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What of the screen can be saved, and as what. Choices stay for the visit. */
export function SaveDialog({ open, onClose }: SaveDialogProps) {
  const app = useApp();
  const context = useMemo(() => ({ app, words: saveWords(app) }), [app]);
  const [kindId, setKindId] = useState(exportKinds[0]?.id ?? '');
  const [stored, setStored] = useState<Readonly<Record<string, StoredValues>>>({});
  const hasMaps = useAppState(({ shown }) => shown !== null);
  const kind = exportKinds.find(({ id }) => id === kindId);
  return (
    <Dialog.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogFrame title="Save" className={styles.popup} headClassName={styles.head}>
        {hasMaps && kind !== undefined ? (
          <div className={styles.columns}>
            <KindChoice kinds={exportKinds} chosen={kind} onChoose={setKindId} />
            <KindForm
              key={kind.id}
              kind={kind}
              context={context}
              stored={stored[kind.id] ?? noValues}
              onChange={(values) => setStored({ ...stored, [kind.id]: values })}
            />
          </div>
        ) : (
          <p className={styles.nothing}>
            <strong>Nothing to save yet.</strong> Open a photo or a sample: as soon as its heat maps are on
            the screen, they can be saved here.
          </p>
        )}
      </DialogFrame>
    </Dialog.Root>
  );
}
