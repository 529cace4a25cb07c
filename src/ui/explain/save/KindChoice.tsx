import { useId } from 'react';
import type { ExportKind } from '../../../save/exportKind.ts';
import { Select } from '../../controls/Select.tsx';
import { useMediaQuery } from '../../useMediaQuery.ts';
import styles from './SaveDialog.module.css';

interface KindChoiceProps {
  readonly kinds: readonly ExportKind[];
  readonly chosen: ExportKind;
  readonly onChoose: (id: string) => void;
}

/** The kinds of files: a list at the side, or a menu where there is no room for one. */
export function KindChoice({ kinds, chosen, onChoose }: KindChoiceProps) {
  const name = useId();
  const narrow = useMediaQuery('(max-width: 639.98px)');
  if (narrow) {
    const options = kinds.map(({ id, title }) => ({ value: id, label: title }));
    return <Select label="What to save" options={options} value={chosen.id} onChange={onChoose} />;
  }
  return (
    <fieldset className={styles.kinds} aria-label="What to save">
      {kinds.map(({ id, title }) => (
        <label key={id} className={styles.kind}>
          <input
            type="radio"
            name={name}
            value={id}
            checked={id === chosen.id}
            onChange={() => onChoose(id)}
            className={styles.radio}
          />
          <span className={styles.face}>{title}</span>
        </label>
      ))}
    </fieldset>
  );
}
