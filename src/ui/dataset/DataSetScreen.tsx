import { HeaderBar } from '../frame/HeaderBar.tsx';
import { ThemeButton } from '../frame/ThemeButton.tsx';
import { CloseButton } from './CloseButton.tsx';
import { DataSetProvider, type DataSetSurroundings, useDataSetState } from './DataSetContext.tsx';
import styles from './DataSetScreen.module.css';
import { LabelStep } from './labels/LabelStep.tsx';
import { OpenSet } from './OpenSet.tsx';
import { DropArea } from './open/DropArea.tsx';
import { EmptyState } from './open/EmptyState.tsx';
import { Failed } from './open/Failed.tsx';
import { Listing } from './open/Listing.tsx';

/** The workspace that measures the model on a folder of pictures and shows its mistakes. */
export function DataSetScreen({ dataSet, explainPicture }: DataSetSurroundings) {
  return (
    <DataSetProvider dataSet={dataSet} explainPicture={explainPicture}>
      <div className={styles.page}>
        <HeaderBar>
          <span className={styles.space} />
          <CloseButton />
          <ThemeButton />
        </HeaderBar>
        <Phase />
        <DropArea />
      </div>
    </DataSetProvider>
  );
}

function Phase() {
  const kind = useDataSetState(({ phase }) => phase.kind);
  switch (kind) {
    case 'empty':
      return <EmptyState />;
    case 'listing':
      return <Listing />;
    case 'labelling':
      return <LabelStep />;
    case 'failed':
      return <Failed />;
    case 'open':
      return <OpenSet />;
  }
}
