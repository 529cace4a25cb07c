/** The report: one HTML file that needs nothing else, reads offline, prints, and runs no script. */
import type { Recipe, RecipeClass } from '../recipe.ts';
import type { LayerStatistics } from '../statistics/layerStatistics.ts';
import { type Html, html } from './html.ts';
import { numbersTable } from './numbersTable.ts';
import { recipeRows } from './recipeRows.ts';
import { figureHtml, type ReportFigure } from './reportFigure.ts';
import { reportStyle } from './reportStyle.ts';
import type { ReportWords } from './reportWords.ts';

export interface ReportContents {
  readonly recipe: Recipe;
  /** The most probable classes, best first. */
  readonly classes: readonly RecipeClass[];
  /** The photo and the fused map, which lead, and chosen layers. */
  readonly figures: readonly ReportFigure[];
  readonly statistics: readonly LayerStatistics[];
  readonly savedAt: Date;
}

/** Nothing but pictures in the file itself and the one style sheet, known by its SHA-256. */
const policy = [
  "default-src 'none'",
  'img-src data:',
  "style-src 'sha256-ssc21X7utbJm6OK/7bLOTgu5VI4yEwayAkMrv6/0CFI='",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const style: Html = { markup: reportStyle };

/** The whole file. */
export function reportHtml(contents: ReportContents, words: ReportWords): string {
  const { recipe, figures, statistics, savedAt } = contents;
  const lead = figures.filter(({ isLead }) => isLead);
  const layers = figures.filter(({ isLead }) => !isLead);
  const { picture, target } = recipe;
  const day = savedAt.toISOString().slice(0, 10);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="StrataCAM ${recipe.application}">
<title>${picture.name}: why ${target.label}? – StrataCAM</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="brand">StrataCAM report, <time datetime="${day}">${day}</time></p>
<h1><bdi>${picture.name}</bdi></h1>
${answer(contents, words)}
${figures.some(({ legend }) => legend !== null) ? html`<p class="note">A ring marks the strongest place of a map.</p>` : null}
</header>
<main>
<section aria-label="Picture and fused map" class="figures lead">
${lead.map((figure, index) => figureHtml(figure, `lead-${index}`))}
</section>
${
  layers.length === 0
    ? null
    : html`<section aria-labelledby="layers">
<h2 id="layers">Single layers</h2>
<div class="figures">
${layers.map((figure, index) => figureHtml(figure, `layer-${index}`))}
</div>
</section>`
}
<section aria-labelledby="recipe">
<h2 id="recipe">How it was made</h2>
<table class="recipe">
<tbody>
${recipeRows(recipe, words).map(
  ({ title, value, isCode }) =>
    html`<tr><th scope="row">${title}</th><td>${isCode ? html`<code>${value}</code>` : value}</td></tr>\n`,
)}</tbody>
</table>
<details>
<summary>The recipe as JSON, for programs</summary>
<pre>${JSON.stringify(recipe, null, 2)}</pre>
</details>
</section>
${numbersTable(statistics, words)}
</main>
<footer>
<p>Made by StrataCAM ${recipe.application}. This file holds everything it shows: it loads nothing and runs no script.</p>
</footer>
</body>
</html>
`.markup;
}

function answer({ recipe, classes }: ReportContents, words: ReportWords): Html {
  const { target, prediction } = recipe;
  const why =
    target.classIndex === prediction.classIndex
      ? html`These maps show what speaks for it.`
      : html`These maps answer another question: what speaks for <strong>${target.label}</strong>?`;
  return html`<p class="answer">The network says <strong>${prediction.label}</strong>. ${why}</p>
<ul class="classes">
${classes.map(({ label, probability }) => html`<li>${label} ${words.percent(probability)}</li>\n`)}</ul>`;
}
