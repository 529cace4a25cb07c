import { useState } from 'react';
import buttons from '../controls/Button.module.css';
import { formatCount } from '../words/format.ts';
import { useDataSet, useDataSetState } from './DataSetContext.tsx';

/** Forgets the set; where something was computed it asks once more. */
export function CloseButton() {
  const dataSet = useDataSet();
  const answered = useDataSetState(({ counts }) => counts.answered);
  const isEmpty = useDataSetState(({ phase }) => phase.kind === 'empty');
  const [isAsking, setAsking] = useState(false);
  if (isEmpty) return null;
  function close() {
    setAsking(false);
    dataSet.close();
  }
  if (isAsking && answered > 0) {
    return (
      <>
        <button type="button" className={buttons.primary} onClick={close}>
          {`Forget ${formatCount(answered, 'answer')}`}
        </button>
        <button type="button" className={buttons.button} onClick={() => setAsking(false)}>
          Keep
        </button>
      </>
    );
  }
  return (
    <button
      type="button"
      className={buttons.button}
      onClick={() => (answered > 0 ? setAsking(true) : close())}
    >
      Close this set
    </button>
  );
}
