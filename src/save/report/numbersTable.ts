import type { Phase } from '../../model/layers/layerGraph.ts';
import { formatValue } from '../../render/paint/drawLegend.ts';
import type { LayerStatistics } from '../statistics/layerStatistics.ts';
import { type Html, html } from './html.ts';
import type { ReportWords } from './reportWords.ts';

/** Columns that are there where a layer has a number for them. */
const energyColumns: readonly EnergyColumn[] = [
  { title: 'Energy in the box', of: ({ boxEnergy }) => boxEnergy },
  { title: 'Energy in the hot region', of: ({ regionEnergy }) => regionEnergy },
];

interface EnergyColumn {
  readonly title: string;
  of(layer: LayerStatistics): number | null;
}

/**
 * All layers that have numbers, by phase; with the energy in a box or a hot region where there is one. Null where none has: the
 * method explains the network as a whole.
 */
export function numbersTable(all: readonly LayerStatistics[], words: ReportWords): Html | null {
  const statistics = all.filter(({ min, fusedShare }) => min !== null || fusedShare !== null);
  if (statistics.length === 0) return null;
  const energies = energyColumns.filter(({ of }) => statistics.some((layer) => of(layer) !== null));
  const phases = [...new Set(statistics.map(({ phase }) => phase))];
  const bodies = phases.map((phase) => {
    const rows = statistics.filter((layer) => layer.phase === phase);
    return phaseRows(phase, rows, energies, words);
  });
  return html`<section>
<h2 id="numbers">Layers in numbers</h2>
<p class="note">Smallest, largest and mean value are those of the raw map: signed, unscaled, at the layer’s own resolution. Positive is the share of its evidence that speaks for the class. The peak is the strongest cell (row, column), counted from the upper left.</p>
<div class="wide" role="region" aria-labelledby="numbers" tabindex="0">
<table class="numbers">
<thead>
<tr><th scope="col">Layer</th><th scope="col">Cells</th><th scope="col">Smallest</th><th scope="col">Largest</th><th scope="col">Mean</th><th scope="col">Positive</th><th scope="col">Peak</th><th scope="col">Share of the fused map</th>${energies.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr>
</thead>
${bodies}</table>
</div>
</section>`;
}

function phaseRows(
  phase: Phase,
  layers: readonly LayerStatistics[],
  energies: readonly EnergyColumn[],
  words: ReportWords,
): Html {
  const value = (number: number | null) => (number === null ? '–' : formatValue(number));
  const share = (number: number | null) => (number === null ? '–' : words.percent(number));
  const rows = layers.map(
    (layer) => html`<tr><th scope="row">${layer.index + 1}. ${layer.title}</th>
<td>${layer.width} × ${layer.height}</td><td>${value(layer.min)}</td><td>${value(layer.max)}</td><td>${value(layer.mean)}</td>
<td>${share(layer.positiveShare)}</td><td>${layer.peakRow === null ? 'none' : `${layer.peakRow}, ${layer.peakColumn}`}</td><td>${share(layer.fusedShare)}</td>${energies.map(({ of }) => html`<td>${share(of(layer))}</td>`)}</tr>
`,
  );
  return html`<tbody>
<tr class="phase"><th scope="rowgroup" colspan="${8 + energies.length}">${words.phase(phase)}</th></tr>
${rows}</tbody>
`;
}
