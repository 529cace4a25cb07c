import { useState } from 'react';
import { useAppState } from '../AppContext.tsx';
import { Segments } from '../controls/Segments.tsx';
import { FailureCard } from '../status/FailureCard.tsx';
import { useMediaQuery } from '../useMediaQuery.ts';
import { sourceTitles } from '../words.ts';
import { type Side, Stage } from './Stage.tsx';
import styles from './Stages.module.css';

/** Both views side by side, or one at a time with a switch where there is room for one. */
export function Stages() {
  const narrow = useMediaQuery('(max-width: 719.98px)');
  const [side, setSide] = useState<Side>('left');
  return (
    <div className={styles.stages}>
      {narrow && <SideChoice side={side} onChange={setSide} />}
      <div className={styles.pair}>
        {(!narrow || side === 'left') && <Stage side="left" />}
        {(!narrow || side === 'right') && <Stage side="right" />}
      </div>
      <FailureCard />
    </div>
  );
}

function SideChoice({ side, onChange }: { side: Side; onChange: (side: Side) => void }) {
  const left = useAppState((state) => sourceTitles[state.view.leftStage]);
  const right = useAppState((state) => sourceTitles[state.view.rightStage]);
  return (
    <Segments
      label="View"
      value={side}
      options={[
        { value: 'left', label: left },
        { value: 'right', label: right },
      ]}
      onChange={onChange}
    />
  );
}
