import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { StageSource } from '../../../state/explain/view/view.ts';
import { useApp } from '../AppContext.tsx';
import { useEmbedded } from '../embed/EmbeddedContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import { createStagePart } from './createStagePart.ts';
import { followPointer } from './followPointer.ts';
import styles from './StageCanvas.module.css';

interface StageCanvasProps {
  readonly source: StageSource;
  /** Text equivalent of what is drawn. */
  readonly label: string;
  /** Where the reading under the pointer is written. */
  readonly readout: React.RefObject<HTMLElement | null>;
}

/** One stage's canvas with its crosshair. Draws, zooms and probes without rendering React. */
export function StageCanvas({ source, label, readout }: StageCanvasProps) {
  const app = useApp();
  const presenter = usePresenter();
  const embedded = useEmbedded();
  const host = useRef<HTMLDivElement>(null);
  const crosshair = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const checker = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const drawing = useSyncExternalStore(presenter.lab.drawing.subscribe, presenter.lab.drawing.get);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const stage = createStagePart(app, presenter, {
      source,
      host: element,
      checker,
      crosshair,
      box,
      ring,
      readout,
    });
    const unfollow = followPointer(element, app, presenter, { embedded });
    const observer = new ResizeObserver(() => stage.resize(element.clientWidth, element.clientHeight));
    observer.observe(element);
    return () => {
      observer.disconnect();
      unfollow();
      stage.dispose();
    };
  }, [app, presenter, source, readout, embedded]);

  return (
    <div
      ref={host}
      className={styles.host}
      role="img"
      aria-label={label}
      data-drawing={drawing || undefined}
      data-embedded={embedded || undefined}
    >
      <div ref={checker} className={styles.checker} hidden />
      <div ref={box} className={styles.box} hidden />
      <div ref={crosshair} className={styles.crosshair} hidden />
      <div ref={ring} className={styles.ring} hidden />
    </div>
  );
}
