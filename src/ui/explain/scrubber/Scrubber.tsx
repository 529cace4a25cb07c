import { useMediaQuery } from '../../useMediaQuery.ts';
import { LayerStrip } from '../lab/LayerStrip.tsx';
import { Film } from './Film.tsx';
import { LayerName } from './LayerName.tsx';
import { PlayButton } from './PlayButton.tsx';
import { PlaybackSettings, PlaybackSettingsButton } from './PlaybackSettings.tsx';
import styles from './Scrubber.module.css';
import { Track } from './Track.tsx';

/** Steps and plays through the layers of the set. */
export function Scrubber() {
  const narrow = useMediaQuery('(max-width: 719.98px)');
  return (
    <section className={styles.scrubber} aria-label="Layers">
      <div className={styles.head}>
        <PlayButton />
        <LayerName />
        {narrow ? <PlaybackSettingsButton /> : <PlaybackSettings />}
      </div>
      <Track />
      <LayerStrip />
      <Film />
    </section>
  );
}
