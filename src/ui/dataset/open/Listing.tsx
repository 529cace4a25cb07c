import buttons from '../../controls/Button.module.css';
import meter from '../../controls/Meter.module.css';
import { formatCount } from '../../words/format.ts';
import { useDataSet, useDataSetState } from '../DataSetContext.tsx';
import screen from '../DataSetScreen.module.css';

/** While files are listed, or the model is still on its way. */
export function Listing() {
  const dataSet = useDataSet();
  const name = useDataSetState((state) => state.name);
  const files = useDataSetState(({ phase }) => (phase.kind === 'listing' ? phase.files : 0));
  return (
    <main className={screen.scroller} aria-busy="true">
      <div className={screen.column}>
        <h2 className={screen.title}>{name}</h2>
        <progress className={meter.meter} aria-label="Opening the set" />
        <p role="status">
          {files === 0 ? 'Getting the model and the list of files…' : `${formatCount(files, 'file')} so far…`}
        </p>
        <div className={screen.actions}>
          <button type="button" className={buttons.button} onClick={() => dataSet.close()}>
            Cancel
          </button>
        </div>
      </div>
    </main>
  );
}
