import { FolderOpen, Images } from 'lucide-react';
import { useRef } from 'react';
import { listPicked } from '../../../intake/listFolder.ts';
import buttons from '../../controls/Button.module.css';
import { useOpenFolder } from './useOpenFolder.ts';

const canChooseFolders = 'webkitdirectory' in HTMLInputElement.prototype;

/** All browsers know this attribute, React's types do not. */
const folderOnly: object = { webkitdirectory: '' };

/** The system's choosers: of a folder, where there is one, and of files. */
export function ChooseButtons() {
  const open = useOpenFolder();
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  function take(input: HTMLInputElement) {
    const chosen = Array.from(input.files ?? []);
    // The same folder may be chosen again.
    input.value = '';
    if (chosen.length > 0) open(listPicked(chosen));
  }
  return (
    <>
      {canChooseFolders && (
        <button type="button" className={buttons.primary} onClick={() => folder.current?.click()}>
          <FolderOpen size={16} strokeWidth={1.75} aria-hidden />
          <span>Choose a folder…</span>
        </button>
      )}
      <button type="button" className={buttons.button} onClick={() => files.current?.click()}>
        <Images size={16} strokeWidth={1.75} aria-hidden />
        <span>Choose files…</span>
      </button>
      <input
        ref={folder}
        type="file"
        hidden
        {...folderOnly}
        aria-label="Folder of pictures"
        onChange={(event) => take(event.target)}
      />
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept="image/*,.csv,.tsv"
        aria-label="Pictures and tables of labels"
        onChange={(event) => take(event.target)}
      />
    </>
  );
}
