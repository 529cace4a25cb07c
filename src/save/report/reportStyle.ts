/**
 * The report's one style sheet. The report's policy names its checksum (`reportHtml.ts`), so a change here is a change
 * there; a test says which.
 */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #151515);
  --well: light-dark(#f3f3f3, #232323);
  --hairline: light-dark(#dedede, #383838);
  --ink: light-dark(#191919, #ededed);
  --ink-soft: light-dark(#595959, #ababab);
}
* { box-sizing: border-box; margin: 0; }
body {
  max-width: 72rem;
  margin: 0 auto;
  padding: 2.5rem 2rem 4rem;
  background: var(--page);
  color: var(--ink);
  font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
h1 { margin: 0.25rem 0 0; font-size: 1.75rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 3rem 0 1rem; font-size: 1.125rem; line-height: 1.3; break-after: avoid; }
p { max-width: 44rem; }
.brand, .note, figcaption p, summary, footer, th { color: var(--ink-soft); }
.brand, .note { font-size: 0.8125rem; }
.note { margin: 0.75rem 0; }
.answer { margin-top: 0.75rem; font-size: 1.125rem; }
.classes { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; padding: 0; margin-top: 0.5rem; list-style: none; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15.5rem, 100%), 1fr)); gap: 2rem; }
.lead { grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); margin-top: 2rem; }
figure { break-inside: avoid; }
img { display: block; width: 100%; height: auto; border-radius: 6px; background: var(--well); }
figcaption { margin-top: 0.5rem; font-size: 0.8125rem; }
figcaption strong { display: block; font-size: 0.9375rem; font-weight: 600; }
.legend { display: flex; align-items: center; gap: 0.5rem; margin: 0.375rem 0; }
.legend svg { flex: 1; height: 0.5rem; border-radius: 2px; }
table { width: 100%; border-collapse: collapse; font-size: 0.8125rem; }
th { font-weight: 400; text-align: left; vertical-align: bottom; }
td, th { padding: 0.3125rem 0.75rem 0.3125rem 0; border-bottom: 1px solid var(--hairline); }
tr { break-inside: avoid; }
.recipe th { width: 16rem; vertical-align: top; }
.recipe td { overflow-wrap: anywhere; }
.numbers td, .numbers thead th { text-align: right; white-space: nowrap; }
.numbers thead th:first-child { text-align: left; }
.numbers tbody th { min-width: 14rem; color: var(--ink); }
.numbers .phase th { padding-top: 1rem; font-weight: 600; }
.numbers td:last-child, .numbers th:last-child { padding-right: 0; }
.wide { overflow-x: auto; }
code, pre { font: 0.75rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { margin-top: 0.75rem; padding: 1rem; border-radius: 6px; background: var(--well); white-space: pre-wrap; overflow-wrap: anywhere; }
details { margin-top: 1.5rem; font-size: 0.8125rem; }
summary { min-height: 2rem; cursor: pointer; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--hairline); font-size: 0.8125rem; }
:focus-visible { outline: 2px solid light-dark(#0a5fd0, #74b3ff); outline-offset: 2px; }
@media (max-width: 40rem) {
  body { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.375rem; }
  summary { min-height: 2.75rem; }
  .numbers tbody th { min-width: 10rem; }
  .recipe th, .recipe td { display: block; width: auto; padding: 0.25rem 0; border: 0; }
  .recipe td { padding-bottom: 0.5rem; border-bottom: 1px solid var(--hairline); }
}
@media print {
  :root { color-scheme: light; }
  @page { margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  h1 { font-size: 18pt; }
  h2 { margin-top: 1.75rem; }
  .figures, .lead { grid-template-columns: 1fr 1fr; gap: 1rem; }
  .wide { overflow: visible; }
  .numbers { font-size: 7pt; }
  .numbers td, .numbers th { padding: 1pt 4pt 1pt 0; }
  .numbers tbody th { min-width: 0; }
  thead { display: table-header-group; }
  details { display: none; }
}
`;
