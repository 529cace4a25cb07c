import { lazy, Suspense, useState } from 'react';
import type { SaveDialogProps } from './SaveDialog.tsx';
import { SavingUnavailable } from './SavingUnavailable.tsx';

// What saves is loaded when it is first wanted. Without a connection there is a sentence instead.
const Loaded = lazy(() =>
  import('./SaveDialog.tsx').then(
    ({ SaveDialog }) => ({ default: SaveDialog }),
    () => ({ default: SavingUnavailable }),
  ),
);

export function LazySaveDialog(props: SaveDialogProps) {
  const [wanted, setWanted] = useState(false);
  if (props.open && !wanted) setWanted(true);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}
