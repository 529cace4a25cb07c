import { logitOf, probabilityOf } from '../../../measure/classification/binaryAnswers.ts';
import buttons from '../../controls/Button.module.css';
import { Slider } from '../../controls/Slider.tsx';
import { formatProbability } from '../../words/format.ts';
import { useDataSet, useDataSetState } from '../DataSetContext.tsx';
import styles from './Numbers.module.css';

/** In logits, whose steps tell apart what all rounds to 100%. */
const reach = 10;

/** From which probability on a picture is called the second class. It moves numbers, matrix and gallery at once. */
export function ThresholdSlider({ positive }: { positive: string }) {
  const dataSet = useDataSet();
  const threshold = useDataSetState((state) => state.threshold);
  const usual = logitOf(0.5);
  return (
    <div className={styles.threshold}>
      <Slider
        label={`Called ${positive} from`}
        value={threshold}
        min={-reach}
        max={reach}
        step={0.1}
        format={(logit) => `p(${positive}) ≥ ${formatProbability(probabilityOf(logit))}`}
        explanation="The threshold: a picture whose probability reaches it is called this class. A threshold that was chosen on these very pictures makes their numbers look better than they are."
        onChange={(value) => dataSet.setThreshold(value)}
      />
      {threshold !== usual && (
        <button type="button" className={buttons.quiet} onClick={() => dataSet.setThreshold(usual)}>
          Back to one half
        </button>
      )}
    </div>
  );
}
