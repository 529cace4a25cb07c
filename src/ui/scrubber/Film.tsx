import { useEffect, useRef } from 'react';
import { useApp } from '../AppContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import { createFilmPart } from './createFilmPart.ts';
import styles from './Film.module.css';

/**
 * All layers' thumbnails on a film that centres the current one. Press one to go there, drag to run the
 * film. Hidden from assistive technology: the slider above is the same control with words.
 */
export function Film() {
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
