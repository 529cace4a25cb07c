import { useEffect, useRef } from 'react';
import { extentOf } from '../../../cam/methods.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import { createFilmPart } from './createFilmPart.ts';
import styles from './Film.module.css';

/** All layers' thumbnails; a method with one map for the whole network has none to show, and says so. */
export function Film() {
  const isOneMap = useAppState((state) => extentOf(state.view.method) === 'network');
  if (!isOneMap) return <Strip />;
  return (
    <p className={styles.quiet}>This method makes one map of the whole network: no layer has its own.</p>
  );
}

/**
 * The thumbnails on a film that centres the current one. Press one to go there, drag to run the film.
 * Hidden from assistive technology: the slider above is the same control with words.
 */
function Strip() {
  const app = useApp();
  const presenter = usePresenter();
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const gate = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (host.current === null || canvas.current === null || gate.current === null) return;
    const film = createFilmPart(app, presenter, host.current, canvas.current, gate.current);
    return () => film.dispose();
  }, [app, presenter]);
  return (
    <div ref={host} className={styles.film} aria-hidden="true" data-testid="film">
      <canvas ref={canvas} className={styles.strip} />
      <span ref={gate} className={styles.gate} />
    </div>
  );
}
