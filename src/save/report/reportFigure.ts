import type { ValueRange } from '../../cam/map/display.ts';
import { type Colours, colourTable } from '../../render/paint/colourMaps.ts';
import { formatValue } from '../../render/paint/drawLegend.ts';
import { type Html, html } from './html.ts';

/** A picture within the report. */
export interface ReportFigure {
  /** Whether it stands at the head of the report, larger. */
  readonly isLead: boolean;
  readonly title: string;
  /** How it was made, in a line; may be empty. */
  readonly caption: string;
  /** What it shows, in a sentence: also the text in the picture's place. */
  readonly description: string;
  /** A `data:` URL. */
  readonly url: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Null for the photo, which has no colours to explain. */
  readonly legend: { readonly colours: Colours; readonly range: ValueRange } | null;
}

/** @param id unique within the report. */
export function figureHtml(figure: ReportFigure, id: string): Html {
  const { title, caption, description, url, width, height, legend } = figure;
  return html`<figure>
<img src="${url}" width="${width}" height="${height}" alt="${description}">
<figcaption>
<strong>${title}</strong>
${legend && legendHtml(legend, id)}
${caption === '' ? null : html`<p>${caption}</p>`}
${legend && html`<p>${description}</p>`}
</figcaption>
</figure>
`;
}

/** How many stops a gradient needs so that no colour is visibly off. */
const stops = 33;

/** Drawn, not a background: browsers print no backgrounds unless told to. */
function legendHtml({ colours, range }: NonNullable<ReportFigure['legend']>, id: string): Html {
  const least = formatValue(range.min);
  const most = formatValue(range.max);
  const table = colourTable(colours);
  const gradient = Array.from({ length: stops }, (_, stop) => {
    const entry = 3 * Math.round((255 * stop) / (stops - 1));
    return html`<stop offset="${stop / (stops - 1)}" stop-color="rgb(${table.subarray(entry, entry + 3).join()})"/>`;
  });
  return html`<div class="legend">
<span>${least}</span>
<svg viewBox="0 0 256 8" preserveAspectRatio="none" role="img" aria-label="Colours from ${least} to ${most}">
<linearGradient id="${id}">${gradient}</linearGradient><rect width="256" height="8" fill="url(#${id})"/>
</svg>
<span>${most}</span>
</div>`;
}
