import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { formatPercent, formatProbability } from '../../words/format.ts';
import { useApp, useLayers } from '../AppContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import styles from './LayerStrip.module.css';
import { barsPath, curvePath, stripWords } from './stripPaths.ts';

/**
 * Which layers matter: a bar for each layer's share of the fused map, and its energy in the user's box,
 * or else in the hot region, as a curve.
 */
export function LayerStrip() {
  const { lab } = usePresenter();
  const open = useSyncExternalStore(lab.open.subscribe, lab.open.get);
  return open ? <Strip /> : null;
}

function Strip() {
  const { store, maps, regionEnergies } = useApp();
  const presenter = usePresenter();
  const { layers, position } = useLayers();
  const shares = useStore(store, () => maps.shares());
  const box = useStore(store, () => maps.box());
  const region = useStore(store, regionEnergies);
  const strip = useRef<HTMLDivElement>(null);
  const last = Math.max(0, layers.length - 1);
  const inside = box ?? region;
  const place = box ? 'the box' : 'the hot region';
  const energies = inside?.energies ?? null;
  const bars = useMemo(() => barsPath(shares ?? []), [shares]);
  const curve = useMemo(() => curvePath(energies ?? []), [energies]);
  const words = useMemo(() => stripWords(layers, shares, energies, place), [layers, shares, energies, place]);

  useEffect(
    () =>
      presenter.add((frame) => {
        const share = last === 0 ? 0 : Math.min(1, frame.position / last);
        strip.current?.style.setProperty('--playhead', String(share));
        return false;
      }),
    [presenter, last],
  );

  if (shares === null) {
    return <p className={styles.key}>This method has no maps of all layers, so no layer has a share.</p>;
  }
  const share = shares[position];
  const energy = energies?.[position];
  return (
    <div className={styles.strip}>
      <p className={styles.key}>
        <span>
          <svg className={styles.sample} viewBox="0 0 16 12" aria-hidden="true">
            <path className={styles.bars} d="M1 12V6h3v6zM6 12V2h3v10zM11 12V8h3v4z" />
          </svg>
          <span>share of the fused map</span>
          {share !== undefined && <strong>{` ${formatProbability(share)}`}</strong>}
        </span>
        {energies !== null && (
          <span>
            <svg className={styles.sample} viewBox="0 0 16 12" aria-hidden="true">
              <path className={styles.casing} d="M0 9 5 3 10 6 16 2" />
              <path className={styles.curve} d="M0 9 5 3 10 6 16 2" />
            </svg>
            <span>{`energy in ${place}`}</span>
            {energy !== undefined && <strong>{` ${formatPercent(energy)}`}</strong>}
          </span>
        )}
        {inside !== null && energies !== null && (
          <span>
            <svg className={styles.sample} viewBox="0 0 16 12" aria-hidden="true">
              <path className={styles.chance} d="M0 6H16" />
            </svg>
            <span>{`without preference ${formatPercent(inside.area)}`}</span>
          </span>
        )}
      </p>
      <div ref={strip} className={styles.plot}>
        <svg
          className={styles.drawing}
          viewBox={`0 0 ${Math.max(1, last)} 1`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words}
        >
          <path className={styles.bars} d={bars} />
          {inside !== null && energies !== null && (
            <path className={styles.chance} d={`M0 ${1 - inside.area}H${last}`} />
          )}
          <path className={styles.casing} d={curve} />
          <path className={styles.curve} d={curve} />
        </svg>
        <span className={styles.playhead} />
      </div>
    </div>
  );
}
