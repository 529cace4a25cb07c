import { Popover } from '@base-ui/react/popover';
import { Camera } from 'lucide-react';
import { useState } from 'react';
import buttons from '../../controls/Button.module.css';
import { PopoverFrame } from '../../controls/PopoverFrame.tsx';
import { useMediaQuery } from '../../useMediaQuery.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { OpenButton } from '../topBar/OpenButton.tsx';
import styles from './CameraButton.module.css';
import { pageCamera } from './pageCamera.ts';

/** Looks through the camera, after saying what becomes of what it sees. */
export function CameraButton() {
  const { actions } = useApp();
  const [open, setOpen] = useState(false);
  // Who holds the device in the hand may rather want one good photo.
  const isHeld = useMediaQuery('(pointer: coarse) and (hover: none)');
  const isOn = useAppState(
    ({ sequence }) => sequence.phase !== 'off' && sequence.kind === 'camera' && sequence.phase !== 'failed',
  );
  if (isOn) {
    return (
      <button
        type="button"
        className={buttons.button}
        aria-label="Camera"
        aria-pressed="true"
        onClick={() => actions.leaveSequence()}
      >
        <CameraLabel />
      </button>
    );
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={buttons.button} aria-label="Camera">
        <CameraLabel />
      </Popover.Trigger>
      <PopoverFrame title="Look through the camera" className={styles.popover}>
        <Popover.Description className={styles.promise}>
          What it sees is explained live, frame after frame. Nothing of it leaves this computer, and nothing
          is kept unless you keep a frame. Your browser may ask for permission.
        </Popover.Description>
        <div className={styles.ways}>
          <button
            type="button"
            className={buttons.primary}
            onClick={() => {
              setOpen(false);
              actions.openSequence(pageCamera.opener());
            }}
          >
            Start the camera
          </button>
          {isHeld && (
            <OpenButton label="Take one photo" camera onOpen={() => setOpen(false)}>
              Take one photo
            </OpenButton>
          )}
        </div>
      </PopoverFrame>
    </Popover.Root>
  );
}

function CameraLabel() {
  return (
    <>
      <Camera size={16} strokeWidth={1.75} aria-hidden />
      <span className={styles.onWide}>Camera</span>
    </>
  );
}
