import { useVirtualizer } from '@tanstack/react-virtual';
import { type HTMLAttributes, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useAnswer, useDataSet, useDataSetState } from '../DataSetContext.tsx';
import styles from './Gallery.module.css';
import { tileWords } from './galleryWords.ts';
import { moveInGrid } from './moveInGrid.ts';
import { Tile } from './Tile.tsx';
import { useWidth } from './useWidth.ts';

const smallestTile = 136;
const gap = 8;
/** Name, label and answer under the picture. */
const wordsHeight = 72;

interface PictureGridProps {
  readonly title: string;
  readonly shown: readonly number[];
  readonly onExplain: (picture: number) => void;
  /** Listeners for the element that one looks into. */
  readonly watch: HTMLAttributes<HTMLDivElement>;
}

/**
 * Tiles of which only those near the screen exist. One of them is in the order of Tab; arrows, Home, End and Page keys
 * go to the others. Coming back from the workspace that explains finds the tile that was opened.
 */
export function PictureGrid({ title, shown, onExplain, watch }: PictureGridProps) {
  const dataSet = useDataSet();
  const rows = useAnswer((set) => set.rows());
  const labels = useAnswer((set) => set.labels());
  const threshold = useDataSetState((state) => state.threshold);
  // Rows are written in place: their revision says that they changed.
  useDataSetState((state) => state.revision);
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller) - 2 * gap;
  const columns = Math.max(2, Math.floor((width + gap) / (smallestTile + gap)));
  const tileWidth = Math.max(0, (width + gap) / columns - gap);
  const rowHeight = Math.round(tileWidth) + wordsHeight + gap;
  const rowCount = Math.ceil(shown.length / columns);
  // Its functions stay in this component, where nothing is memoised by them.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 2,
  });
  const [wanted, setWanted] = useState(0);
  const active = Math.min(wanted, shown.length - 1);
  const wantsFocus = useRef(false);
  const wasOpened = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it asks `estimateSize`, which the height is behind.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  // Runs again when the workspace is shown again.
  useEffect(() => {
    wantsFocus.current = wasOpened.current;
    wasOpened.current = false;
  }, []);
  // A tile that was scrolled to is there one frame later.
  useEffect(() => {
    if (!wantsFocus.current) return;
    const tile = scroller.current?.querySelector<HTMLElement>(`[data-place="${active}"]`);
    if (!tile) return;
    wantsFocus.current = false;
    tile.focus();
  });

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rowsPerPage = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight));
    const next = moveInGrid(event.key, active, shown.length, columns, rowsPerPage);
    if (next === null) return;
    event.preventDefault();
    wantsFocus.current = true;
    setWanted(next);
    virtualizer.scrollToIndex(Math.floor(next / columns));
  }

  function open(place: number, picture: number) {
    setWanted(place);
    wasOpened.current = true;
    onExplain(picture);
  }

  return (
    <div ref={scroller} className={styles.scroller} {...watch}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows that are not there have no place in a table. */}
      <div
        role="grid"
        aria-label={title}
        aria-rowcount={rowCount}
        aria-colcount={columns}
        className={styles.grid}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtualizer.getVirtualItems().map((row) => (
          // biome-ignore lint/a11y/useSemanticElements: as above.
          // biome-ignore lint/a11y/useFocusableInteractive: its tiles are what one goes to.
          <div
            key={row.key}
            role="row"
            aria-rowindex={row.index + 1}
            className={styles.row}
            style={{
              transform: `translateY(${row.start}px)`,
              height: row.size,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {rows &&
              shown.slice(row.index * columns, (row.index + 1) * columns).map((picture, column) => {
                const place = row.index * columns + column;
                return (
                  <Tile
                    key={picture}
                    words={tileWords(rows, labels, dataSet.classes(), threshold, picture)}
                    path={rows.paths[picture] ?? ''}
                    thumbnail={rows.thumbnails[picture] ?? null}
                    place={place}
                    column={column + 1}
                    isActive={place === active}
                    onFocus={() => setWanted(place)}
                    onOpen={() => open(place, picture)}
                  />
                );
              })}
          </div>
        ))}
      </div>
    </div>
  );
}
