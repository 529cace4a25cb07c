import { type ComponentType, useCallback, useState } from 'react';
import { failureData, toFailure } from '../../../lib/failure.ts';
import { loadPart } from '../../../lib/loadPart.ts';
import type { Elements } from '../../controls/elements.ts';
import { useApp } from '../AppContext.tsx';
import type { SaveDialogProps } from './SaveDialog.tsx';

/** The Save dialog and the way to open it; its code comes when it is first wanted. */
export function useSaveDialog(): { readonly openSave: () => void; readonly saveDialog: Elements } {
  const { actions } = useApp();
  const [open, setOpen] = useState(false);
  const [Loaded, setLoaded] = useState<ComponentType<SaveDialogProps> | null>(null);
  const close = useCallback(() => {
    setOpen(false);
    actions.releaseSequence();
  }, [actions]);
  const openSave = useCallback(() => {
    // What is saved is what is shown, so that stands still: no frame under way may take its place.
    actions.pause();
    actions.haltSequence();
    setOpen(true);
    loadPart(() => import('./SaveDialog.tsx')).then(
      ({ SaveDialog }) => setLoaded(() => SaveDialog),
      (thrown: unknown) => {
        close();
        actions.tellFailure(failureData(toFailure(thrown)), 'Save');
      },
    );
  }, [actions, close]);
  const saveDialog = Loaded === null ? null : <Loaded open={open} onClose={close} />;
  return { openSave, saveDialog };
}
