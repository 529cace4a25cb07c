import type { LabelPattern } from '../../../dataset/labels/proposeLabels.ts';
import { Select } from '../../controls/Select.tsx';
import { formatCount } from '../../words/format.ts';
import { useDataSet } from '../DataSetContext.tsx';
import styles from './LabelStep.module.css';
import { patternTitle } from './labelWords.ts';

const none = 'none';

/** One group of pictures, and the class it is given. */
export function PatternRow({
  pattern,
  label,
  isChosen,
}: {
  pattern: LabelPattern;
  label: number | null;
  /** Somebody decided on it. */
  isChosen: boolean;
}) {
  const dataSet = useDataSet();
  const title = patternTitle(pattern.rule, pattern.name);
  const options = [
    ...dataSet.classes().map((name, index) => ({ value: String(index), label: name })),
    { value: none, label: 'no label, not counted' },
  ];
  const [first = 0] = pattern.pictures;
  const example = dataSet.file(first)?.path ?? '';
  const isDoubtful = !pattern.isSure && pattern.classIndex !== null && !isChosen;
  return (
    <li className={styles.pattern}>
      <div className={styles.what}>
        <span className={styles.name}>{title}</span>
        <span className={styles.example}>
          {`${formatCount(pattern.pictures.length, 'picture')}, such as ${example}`}
        </span>
        {isDoubtful && <span className={styles.doubt}>One word of this name is a class. Is it meant?</span>}
      </div>
      <Select
        label={`Class of: ${title}`}
        value={label === null ? none : String(label)}
        options={options}
        onChange={(value) => dataSet.chooseClass(pattern.key, value === none ? null : Number(value))}
      />
    </li>
  );
}
