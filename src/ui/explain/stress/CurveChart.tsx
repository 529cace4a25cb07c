import { useId } from 'react';
import type { CurveKind } from '../../../measure/deletionInsertion.ts';
import {
  type CurveSubject,
  type Curves,
  curveSteps,
  curveSubjects,
} from '../../../state/explain/trials/curvesStatus.ts';
import { Disclosure } from '../../controls/Disclosure.tsx';
import tables from '../../controls/Table.module.css';
import { formatPercent, formatProbability } from '../../words/format.ts';
import { chartHeight, chartWidth, curvePath } from './curvePath.ts';
import styles from './Stress.module.css';

const kindTitles: Readonly<Record<CurveKind, string>> = { deletion: 'Deletion', insertion: 'Insertion' };
const kindWords: Readonly<Record<CurveKind, string>> = {
  deletion: 'pixels taken away',
  insertion: 'pixels given back',
};

interface CurveChartProps {
  readonly kind: CurveKind;
  readonly curves: Curves;
  /** The explained class. */
  readonly className: string;
  readonly titleOf: (subject: CurveSubject) => string;
}

/** The curves of one kind, and the same in numbers. */
export function CurveChart({ kind, curves, className, titleOf }: CurveChartProps) {
  const id = useId();
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span>{kindTitles[kind]}</span>
        <span className={styles.axis}>{`p(${className})`}</span>
      </figcaption>
      <svg
        role="img"
        className={styles.chart}
        viewBox={`-22 -6 ${chartWidth + 26} ${chartHeight + 20}`}
        aria-labelledby={`${id}-title ${id}-description`}
      >
        <title id={`${id}-title`}>{`${kindTitles[kind]} curves`}</title>
        <desc id={`${id}-description`}>
          {`How p(${className}) changes with the share of ${kindWords[kind]}, for the map and three baselines.`}
        </desc>
        {[0, 0.5, 1].map((level) => (
          <g key={level}>
            <path className={styles.grid} d={`M0 ${chartHeight * (1 - level)}H${chartWidth}`} />
            <text className={styles.tick} x={-4} y={chartHeight * (1 - level) + 3} textAnchor="end">
              {level}
            </text>
          </g>
        ))}
        <text className={styles.tick} x={0} y={chartHeight + 12}>
          0 %
        </text>
        <text className={styles.tick} x={chartWidth / 2} y={chartHeight + 12} textAnchor="middle">
          {kindWords[kind]}
        </text>
        <text className={styles.tick} x={chartWidth} y={chartHeight + 12} textAnchor="end">
          100 %
        </text>
        {curveSubjects.toReversed().map((subject) => (
          <path
            key={subject}
            className={styles.curve}
            data-subject={subject}
            d={curvePath(curves[subject]?.[kind] ?? [])}
          />
        ))}
      </svg>
      <Disclosure title="In numbers">
        <Numbers kind={kind} curves={curves} titleOf={titleOf} />
      </Disclosure>
    </figure>
  );
}

const quarters = [0, 0.25, 0.5, 0.75, 1];

function Numbers({ kind, curves, titleOf }: Omit<CurveChartProps, 'className'>) {
  return (
    <table className={tables.table} aria-label={`${kindTitles[kind]} in numbers`}>
      <thead>
        <tr>
          <th scope="col">{`Share of ${kindWords[kind]}`}</th>
          {quarters.map((share) => (
            <th key={share} scope="col">
              {formatPercent(share)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {curveSubjects.map((subject) => (
          <tr key={subject}>
            <th scope="row">{titleOf(subject)}</th>
            {quarters.map((share) => (
              <td key={share}>
                {formatProbability(curves[subject]?.[kind][share * curveSteps] ?? Number.NaN)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
