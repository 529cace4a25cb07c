import { Download } from 'lucide-react';
import { useState } from 'react';
import { type FailureData, failureData, toFailure } from '../../../lib/failure.ts';
import type { Selection, SortOrder } from '../../../state/dataset/rows/selection.ts';
import buttons from '../../controls/Button.module.css';
import { Select } from '../../controls/Select.tsx';
import { download } from '../../download.ts';
import { formatCount } from '../../words/format.ts';
import { useAnswer, useDataSet, useDataSetState, useSurroundings } from '../DataSetContext.tsx';
import { FailureWords } from '../FailureWords.tsx';
import { csvName } from './csvName.ts';
import styles from './Gallery.module.css';
import { selectionTitle, sortTitles } from './galleryWords.ts';
import { PictureGrid } from './PictureGrid.tsx';
import { useHeldList } from './useHeldList.ts';
import { useScrollOnChoice } from './useScrollOnChoice.ts';

const sortOrders: readonly SortOrder[] = ['mostWrong', 'nearestThreshold', 'mostUnlike', 'path'];
const plainSelections = ['all', 'mistakes', 'unreadable'] as const;

/** The pictures that were chosen, in the order that was chosen. */
export function Gallery() {
  const { dataSet, explainPicture } = useSurroundings();
  const newest = useAnswer((set) => set.shown());
  const isRunning = useDataSetState(({ phase }) => phase.kind === 'open' && phase.run.kind === 'running');
  const selection = useDataSetState((state) => state.selection);
  const order = useDataSetState((state) => state.order);
  const section = useScrollOnChoice(selection);
  const [failure, setFailure] = useState<FailureData | null>(null);
  const title = selectionTitle(selection, dataSet.classes());
  const choice = `${order} ${title}`;
  const { list: shown, isHeld, watch } = useHeldList(newest, isRunning, choice);
  function explain(picture: number) {
    setFailure(null);
    explainPicture(picture).catch((thrown: unknown) => setFailure(failureData(toFailure(thrown))));
  }
  return (
    <section ref={section} className={styles.gallery} aria-label="Gallery">
      <div className={styles.tools}>
        <p className={styles.count} role="status">{`${formatCount(newest.length, 'picture')}: ${title}`}</p>
        {isHeld && <p className={styles.held}>The order waits while you look.</p>}
        <SelectionSelect selection={selection} />
        <Select
          label="Order"
          value={order}
          options={sortOrders.map((value) => ({ value, label: sortTitles[value] }))}
          onChange={(value) => dataSet.sort(value)}
        />
        <ExportButton />
      </div>
      {failure && <FailureWords failure={failure} />}
      {shown.length === 0 ? (
        <p className={styles.empty}>
          {selection.kind === 'mistakes' ? 'No mistakes so far.' : 'Nothing here.'}
        </p>
      ) : (
        <PictureGrid
          // Another choice begins at its top.
          key={choice}
          title={title}
          shown={shown}
          onExplain={explain}
          watch={watch}
        />
      )}
    </section>
  );
}

function SelectionSelect({ selection }: { selection: Selection }) {
  const dataSet = useDataSet();
  const classes = dataSet.classes();
  const kinds: readonly Selection['kind'][] = plainSelections.some((kind) => kind === selection.kind)
    ? plainSelections
    : [...plainSelections, selection.kind];
  return (
    <Select
      label="Show"
      value={selection.kind}
      options={kinds.map((kind) => ({
        value: kind,
        label: selectionTitle(kind === selection.kind ? selection : plainSelection(kind), classes),
      }))}
      onChange={(kind) => dataSet.select(kind === selection.kind ? selection : plainSelection(kind))}
    />
  );
}

function plainSelection(kind: Selection['kind']): Selection {
  return kind === 'mistakes' || kind === 'unreadable' ? { kind } : { kind: 'all' };
}

function ExportButton() {
  const dataSet = useDataSet();
  function save() {
    const csv = new Blob([dataSet.exportRows()], { type: 'text/csv;charset=utf-8' });
    download(csv, csvName(dataSet.store.getState().name));
  }
  return (
    <button type="button" className={buttons.button} onClick={save}>
      <Download size={16} strokeWidth={1.75} aria-hidden />
      <span>Export CSV</span>
    </button>
  );
}
