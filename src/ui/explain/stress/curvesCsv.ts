import { plainName } from '../../../lib/plainName.ts';
import {
  type CurveSubject,
  type Curves,
  curveKinds,
  curveSteps,
  curveSubjects,
} from '../../../state/explain/trials/curvesStatus.ts';

/** The curves as CSV (RFC 4180): a row for each share of pixels, a column for each map and kind. */
export function curvesCsv(
  curves: Curves,
  titleOf: (subject: CurveSubject) => string,
  className: string,
): string {
  const columns = curveSubjects.flatMap((subject) =>
    curveKinds.map((kind) => ({
      title: `${titleOf(subject)}: p(${className}) by ${kind}`,
      values: curves[subject]?.[kind] ?? [],
    })),
  );
  const header = ['Share of pixels', ...columns.map(({ title }) => title)];
  const rows = Array.from({ length: curveSteps + 1 }, (_, step) => [
    String(step / curveSteps),
    ...columns.map(({ values }) => values[step]?.toFixed(6) ?? ''),
  ]);
  return [header.map(quote), ...rows].map((row) => row.join(',')).join('\r\n');
}

function quote(text: string): string {
  return `"${plainName(text).replaceAll('"', '""')}"`;
}
