import { Tooltip } from '@base-ui/react/tooltip';
import { Pause, Play } from 'lucide-react';
import { TooltipPopup } from '../../controls/TooltipPopup.tsx';
import { useApp, useAppState } from '../AppContext.tsx';
import styles from './PlayButton.module.css';

/** Plays the layers from first to last, or stops. */
export function PlayButton() {
  const { actions } = useApp();
  const playing = useAppState((state) => state.playing);
  const ready = useAppState((state) => state.shown !== null);
  const label = playing ? 'Pause' : 'Play the layers';
  const Icon = playing ? Pause : Play;
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        className={styles.play}
        aria-label={label}
        onClick={() => (playing ? actions.pause() : actions.play())}
        render={<button type="button" disabled={!ready} />}
      >
        <Icon size={18} strokeWidth={2} fill="currentColor" aria-hidden />
      </Tooltip.Trigger>
      <TooltipPopup shortcut="Space">{label}</TooltipPopup>
    </Tooltip.Root>
  );
}
