import { Popover } from '@base-ui/react/popover';
import { Images } from 'lucide-react';
import { useState } from 'react';
import { useApp, useAppState } from '../AppContext.tsx';
import buttons from '../controls/Button.module.css';
import floating from '../controls/Floating.module.css';
import styles from './SamplesButton.module.css';

/** The gallery of sample photos with their authors. */
export function SamplesButton() {
  const { samples, actions } = useApp();
  const [open, setOpen] = useState(false);
  const shownSample = useAppState((state) => state.view.sample);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={buttons.button} aria-label="Samples">
        <Images size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.onWide}>Samples</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner
          sideOffset={8}
          collisionPadding={12}
          align="start"
          className={floating.positioner}
        >
          <Popover.Popup className={`${floating.popover} ${styles.popover}`}>
            <Popover.Title className={styles.title}>Sample photos</Popover.Title>
            <ul className={styles.gallery}>
              {samples.map((sample) => (
                <li key={sample.id}>
                  <button
                    type="button"
                    className={styles.sample}
                    aria-current={sample.id === shownSample}
                    onClick={() => {
                      actions.openSample(sample.id);
                      setOpen(false);
                    }}
                  >
                    <img
                      src={sample.url}
                      alt=""
                      width={sample.width}
                      height={sample.height}
                      loading="lazy"
                      decoding="async"
                      className={styles.picture}
                    />
                    <span className={styles.name}>{sample.title}</span>
                    <span className={styles.credit}>{sample.credit}</span>
                  </button>
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
