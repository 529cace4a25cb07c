import { type ReactNode, useRef } from 'react';
import { takeIn } from '../../../intake/takeIn.ts';
import buttons from '../../controls/Button.module.css';
import { useMediaQuery } from '../../useMediaQuery.ts';
import { useApp } from '../AppContext.tsx';

interface OpenButtonProps {
  /** The accessible name. */
  readonly label: string;
  /** Goes straight to the camera; newer Android choosers for photos do not offer it. */
  readonly camera?: boolean;
  /** Photos were chosen. */
  readonly onOpen?: () => void;
  readonly children: ReactNode;
}

/** Containers by name as well: some systems know no type for them. */
const acceptedFiles = 'image/*,video/mp4,video/webm,video/quicktime,.mkv';
/** Recipes too; devices held in the hand would then show files instead of photos. */
const acceptedOnDesks = `${acceptedFiles},.json`;

/** Opens the system's chooser for photos and videos, or its camera. */
export function OpenButton({ label, camera = false, onOpen, children }: OpenButtonProps) {
  const { actions } = useApp();
  const isHeld = useMediaQuery('(pointer: coarse) and (hover: none)');
  const accepted = isHeld ? acceptedFiles : acceptedOnDesks;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={camera ? buttons.button : buttons.primary}
        aria-label={label}
        onClick={() => input.current?.click()}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept={camera ? 'image/*' : accepted}
        {...(camera ? { capture: 'environment' } : { multiple: true })}
        hidden
        aria-label={camera ? 'Photo from the camera' : 'Photos or a video to explain'}
        onChange={(event) => {
          const files = Array.from(event.target.files ?? []);
          void takeIn(
            files.map((file) => ({ name: file.name, blob: file, origin: 'pick' })),
            actions,
          );
          onOpen?.();
          // The same file may be picked again after it was removed.
          event.target.value = '';
        }}
      />
    </>
  );
}
