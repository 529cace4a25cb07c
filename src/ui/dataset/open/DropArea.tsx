import { FolderInput } from 'lucide-react';
import { useEffect, useState } from 'react';
import { listDrop } from '../../../intake/listFolder.ts';
import { watchTransfers } from '../../../intake/watchDrops.ts';
import { useDataSetState } from '../DataSetContext.tsx';
import styles from './DropArea.module.css';
import { useOpenFolder } from './useOpenFolder.ts';

/** Takes in what is dropped anywhere in the workspace, and covers it while files are dragged over. */
export function DropArea() {
  const open = useOpenFolder();
  const [hovered, setHovered] = useState(false);
  const [wasNoFile, setNoFile] = useState(false);
  const answered = useDataSetState(({ counts }) => counts.answered);
  useEffect(
    () =>
      watchTransfers(window, {
        onHover: setHovered,
        onTransfer(transfer) {
          setNoFile(false);
          open(listDrop(transfer));
        },
        onNoFile: () => setNoFile(true),
      }),
    [open],
  );
  if (wasNoFile) {
    return (
      <p role="alert" className={styles.refusal}>
        <span>That was no file. Drop a folder from your file manager.</span>
        <button type="button" className={styles.dismiss} onClick={() => setNoFile(false)}>
          Dismiss
        </button>
      </p>
    );
  }
  if (!hovered) return null;
  return (
    <div className={styles.overlay}>
      <div className={styles.frame}>
        <FolderInput size={40} strokeWidth={1.25} aria-hidden />
        <p className={styles.title}>Drop a folder or files to measure the model on them</p>
        <p>{answered > 0 ? 'They take the place of the set that is open.' : 'They stay on this computer.'}</p>
      </div>
    </div>
  );
}
