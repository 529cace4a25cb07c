import { useMediaQuery } from '../../useMediaQuery.ts';
import { AbsentPictureCard } from '../status/AbsentPicture.tsx';
import { FailureCard } from '../status/FailureCard.tsx';
import { Stage } from './Stage.tsx';
import styles from './Stages.module.css';

/** Both views side by side, or the first alone where there is room for one. */
export function Stages() {
  const narrow = useMediaQuery('(max-width: 719.98px)');
  return (
    <div className={styles.stages}>
      <div className={styles.pair}>
        <Stage side="left" alone={narrow} />
        {!narrow && <Stage side="right" alone={false} />}
      </div>
      <FailureCard />
      <AbsentPictureCard />
    </div>
  );
}
