import { useEffect, useRef } from 'react';
import type { Preview } from '../../../save/exportKind.ts';
import { useMediaQuery } from '../../useMediaQuery.ts';
import styles from './SaveDialog.module.css';

interface PreviewBoxProps {
  readonly preview: Preview | null;
  /** Changes when the preview shows something else. */
  readonly label: string;
}

/** What will be saved, small; a moving picture moves unless that is unwelcome. */
export function PreviewBox({ preview, label }: PreviewBoxProps) {
  if (preview?.type === 'text') {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the text is longer than its box and is scrolled by keyboard too.
      <section className={styles.text} tabIndex={0} aria-label={label}>
        <pre>{preview.text}</pre>
      </section>
    );
  }
  return (
    <div className={styles.preview}>
      {preview !== null && <PictureCanvas preview={preview} label={label} />}
    </div>
  );
}

type Picture = Extract<Preview, { type: 'picture' }>;

function PictureCanvas({ preview, label }: { preview: Picture; label: string }) {
  const element = useRef<HTMLCanvasElement>(null);
  const still = useMediaQuery('(prefers-reduced-motion: reduce)');
  useEffect(() => {
    const canvas = element.current;
    const box = canvas?.parentElement;
    if (!canvas || !box) return;
    let frame = 0;
    let startMs: number | null = null;
    const draw = (timeMs: number) => {
      startMs ??= timeMs;
      preview.draw(canvas, timeMs - startMs);
      if (preview.moves && !still) frame = requestAnimationFrame(draw);
    };
    const fit = () => {
      const scale = Math.min(box.clientWidth / preview.width, box.clientHeight / preview.height);
      const width = Math.max(1, Math.floor(preview.width * scale));
      const height = Math.max(1, Math.floor(preview.height * scale));
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
      // A canvas of a new size is empty: begin again.
      startMs = null;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    };
    const observer = new ResizeObserver(fit);
    observer.observe(box);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [preview, still]);
  return (
    <canvas
      ref={element}
      role="img"
      aria-label={label}
      className={preview.isTransparent === true ? styles.transparent : styles.canvas}
    />
  );
}
