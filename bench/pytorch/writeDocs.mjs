/** Puts what was measured into docs/: the numbers, the chart, and the table between two marks of performance.md. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/install.mjs';
import { drawChart } from './chart.mjs';

const docs = join(projectRoot, 'docs');
const begin = '<!-- measured by npm run bench:pytorch -- --docs -->\n';
const end = '<!-- end of what was measured -->\n';

/**
 * @typedef {object} Measured
 * @property {{ date: string, processor: string, node: string, torch: string, loadBefore: string, loadAfter: string }} machine
 * @property {import('./compareNumbers.mjs').Agreement} agreement
 * @property {number} rounds
 * @property {readonly { side: string, run: string, threads: number, medianMs: number, bestMs: number, timesOurAllLayers: number }[]} timings
 * @param {Measured} measured
 * @param {(timing: { side: string, run: string, threads: number }) => string} nameOf
 */
export function writeDocs(measured, nameOf) {
  const { machine, agreement, rounds, timings } = measured;
  const day = machine.date.slice(0, 10);
  const where = `${machine.processor} · Node ${machine.node} · PyTorch ${machine.torch} · load ${machine.loadBefore} before, ${machine.loadAfter} after`;
  mkdirSync(join(docs, 'measurements'), { recursive: true });
  writeFileSync(join(docs, 'measurements', 'pytorch.json'), `${JSON.stringify(measured, null, 2)}\n`);
  const bars = timings
    .filter(({ run }) => run === 'allLayers' || run === 'layerByLayer')
    .map((timing) => ({
      name: barName(timing),
      ms: timing.medianMs,
      isOurs: timing.side === 'ours',
    }));
  writeFileSync(join(docs, 'measurements', 'pytorch.svg'), drawChart(bars, `${day} · ${where}`));

  const rows = timings.map(
    (timing) =>
      `| ${nameOf(timing)} | ${formatMs(timing.medianMs)} | ${formatMs(timing.bestMs)} | ${timing.timesOurAllLayers.toFixed(2)} |`,
  );
  const words = bars.map(({ name, ms }) => `${name} ${formatMs(ms)} ms`).join(', ');
  const section = `> ${day} · ${where} · ${rounds} rounds

![Bars, logarithmic: ${words}](measurements/pytorch.svg)

|  | median ms | best ms | × all layers by StrataCAM |
| --- | ---: | ---: | ---: |
${rows.join('\n')}

Both compute the same: the logit differs by ${agreement.logitDifference.toExponential(1)}, the maps of ${agreement.layers} layers by at most ${agreement.worst.toExponential(1)}
(relative L2, against PyTorch in float64).
`;
  const file = join(docs, 'performance.md');
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error('docs/performance.md has lost the marks of this section');
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n${section}\n${text.slice(to)}`);
}

/** @param {{ side: string, run: string, threads: number }} timing @returns {string} */
function barName({ side, run, threads }) {
  const count = `${threads} thread${threads > 1 ? 's' : ''}`;
  if (side === 'ours') return `StrataCAM, WebAssembly, ${count}`;
  return `PyTorch, ${run === 'allLayers' ? 'one pass' : 'a pass per layer'}, ${count}`;
}

/** @param {number} ms @returns {string} */
function formatMs(ms) {
  return Math.round(ms).toLocaleString('en-US');
}
