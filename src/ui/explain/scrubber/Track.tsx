import { useEffect, useMemo, useRef } from 'react';
import { layerTitle } from '../../../model/layers/layerTitle.ts';
import cover from '../../controls/Cover.module.css';
import { useApp, useAppState, useLayers } from '../AppContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import { PhaseBand } from './PhaseBand.tsx';
import { scrubberId } from './scrubberId.ts';
import styles from './Track.module.css';
import { timelineOf } from './timeline.ts';

/** The slider over the layers with block marks and phase bands. */
export function Track() {
  const { actions } = useApp();
  const presenter = usePresenter();
  const { layers, position } = useLayers();
  const ready = useAppState((state) => state.shown !== null);
  const track = useRef<HTMLDivElement>(null);
  const timeline = useMemo(() => timelineOf(layers), [layers]);
  const last = Math.max(0, layers.length - 1);
  const layer = layers[position];

  useEffect(
    () =>
      presenter.add((frame) => {
        const share = last === 0 ? 0 : Math.min(1, frame.position / last);
        track.current?.style.setProperty('--playhead', String(share));
        return false;
      }),
    [presenter, last],
  );

  return (
    <div ref={track} className={styles.track}>
      <div className={styles.bands}>
        {timeline.bands.map((band) => (
          <PhaseBand key={band.phase} band={band} current={band.phase === layer?.phase} />
        ))}
      </div>
      <div className={styles.rail}>
        <span className={styles.played} />
        {timeline.bands.slice(1).map((band) => (
          <span key={band.phase} className={styles.cut} style={{ '--start': band.start }} />
        ))}
        {timeline.blockStarts.map((start) => (
          <span key={start} className={styles.mark} style={{ '--start': start }} />
        ))}
        <span className={styles.playhead} />
      </div>
      <input
        id={scrubberId}
        type="range"
        className={`${cover.cover} ${cover.slider} ${styles.input}`}
        aria-label="Layer"
        aria-valuetext={
          layer === undefined
            ? 'no layers yet'
            : `Layer ${position + 1} of ${layers.length}: ${layerTitle(layer)}`
        }
        min={0}
        max={last}
        step={1}
        value={position}
        disabled={!ready || layers.length === 0}
        onChange={(event) => {
          actions.pause();
          actions.goToPosition(event.target.valueAsNumber);
        }}
      />
    </div>
  );
}
