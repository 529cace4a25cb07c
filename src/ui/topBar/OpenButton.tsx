import { type ReactNode, useRef } from 'react';
import { useApp } from '../AppContext.tsx';
import buttons from '../controls/Button.module.css';

interface OpenButtonProps {
  /** The accessible name. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Opens the system's chooser for photos; on phones it offers the camera too. */
export function OpenButton({ label, children }: OpenButtonProps) {
  const { actions } = useApp();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={buttons.primary}
        aria-label={label}
        onClick={() => input.current?.click()}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label="Photos to explain"
        onChange={(event) => {
          const files = Array.from(event.target.files ?? []);
          actions.addPictures(files.map((file) => ({ name: file.name, blob: file, origin: 'pick' })));
          // The same file may be picked again after it was removed.
          event.target.value = '';
        }}
      />
    </>
  );
}
