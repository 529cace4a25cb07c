import { Explain } from '../../controls/Explain.tsx';
import styles from './Numbers.module.css';

export interface NumberRow {
  readonly name: string;
  readonly words: string;
  /** What the number means, for the question mark. */
  readonly explanation?: string;
}

/** Names and numbers. */
export function NumberTable({ caption, rows }: { caption: string; rows: readonly NumberRow[] }) {
  return (
    <table className={styles.numbers}>
      <caption className={styles.heading}>{caption}</caption>
      <tbody>
        {rows.map(({ name, words, explanation }) => (
          <tr key={name}>
            <th scope="row">
              <span>{name}</span>
              {explanation !== undefined && <Explain term={name.toLowerCase()}>{explanation}</Explain>}
            </th>
            <td>{words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
