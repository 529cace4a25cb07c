import { useDataSetState } from '../DataSetContext.tsx';
import screen from '../DataSetScreen.module.css';
import { FailureWords } from '../FailureWords.tsx';
import { ChooseButtons } from './ChooseButtons.tsx';

/** There is nothing to look at, and why. */
export function Failed() {
  const failure = useDataSetState(({ phase }) => (phase.kind === 'failed' ? phase.failure : null));
  return (
    <main className={screen.scroller}>
      <div className={screen.column}>
        <h2 className={screen.title}>The set could not be opened</h2>
        {failure && <FailureWords failure={failure} />}
        <div className={screen.actions}>
          <ChooseButtons />
        </div>
      </div>
    </main>
  );
}
