import { FileX2, Image } from 'lucide-react';
import { type KeyboardEvent, useCallback } from 'react';
import styles from './Gallery.module.css';
import type { TileWords } from './galleryWords.ts';

interface TileProps {
  readonly words: TileWords;
  readonly path: string;
  readonly thumbnail: Blob | null;
  /** Position among the shown pictures. */
  readonly place: number;
  /** From 1. */
  readonly column: number;
  readonly isActive: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
}

/** One picture with its label and answer; pressing it opens it in the workspace that explains. */
export function Tile({ words, path, thumbnail, place, column, isActive, onFocus, onOpen }: TileProps) {
  const { name, label, answer, isWrong, isReadable } = words;
  const spoken = `${path}: ${label}, ${answer}${isWrong ? ', wrong' : ''}`;
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onOpen();
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: its rows are no table's.
    <div
      role="gridcell"
      className={styles.tile}
      title={path}
      tabIndex={isActive ? 0 : -1}
      data-place={place}
      data-opens={isReadable || undefined}
      aria-colindex={column}
      aria-label={isReadable ? `${spoken}. Open in Explore` : spoken}
      onFocus={onFocus}
      {...(isReadable && { onClick: onOpen, onKeyDown })}
    >
      <span className={styles.frame}>
        {thumbnail ? <Thumbnail blob={thumbnail} /> : isReadable ? <NoThumbnail /> : <Unreadable />}
      </span>
      <span className={styles.name}>{name}</span>
      <span className={styles.label}>{label}</span>
      <span className={isWrong || !isReadable ? styles.wrong : styles.label}>{answer}</span>
    </div>
  );
}

function Thumbnail({ blob }: { blob: Blob }) {
  // The address lives as long as the picture is on the screen.
  const show = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(blob);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [blob],
  );
  return <img ref={show} alt="" className={styles.thumbnail} />;
}

function NoThumbnail() {
  return <Image size={24} strokeWidth={1.25} aria-hidden />;
}

function Unreadable() {
  return <FileX2 size={24} strokeWidth={1.25} aria-hidden />;
}
