/** How `npm run measure:localisation` says what it found: Markdown tables and CSV. */

/**
 * @typedef {import('./measure-localisation-summary.ts').LocalisationRow} LocalisationRow
 * @typedef {import('./measure-localisation-summary.ts').PhotoRecord} PhotoRecord
 * @typedef {{ readonly mean: number, readonly low: number, readonly high: number }} Estimate
 */

/**
 * One table that compares the main ways of all methods; where more was measured, also one of everything for each
 * method.
 * @param {readonly LocalisationRow[]} rows In the order in which they are to be shown.
 */
export function markdownTables(rows) {
  const tables = [
    table(
      ['method', 'shown', ...measures],
      rows.filter(({ isMain }) => isMain).map((row) => [row.group, row.name, ...numbersOf(row)]),
    ),
  ];
  for (const group of new Set(rows.map((row) => row.group))) {
    const members = rows.filter((row) => row.group === group);
    if (members.every(({ isMain }) => isMain)) continue;
    const lines = members.map((row) => [row.name, ...numbersOf(row)]);
    tables.push(`### ${group}\n\n${table(['shown', ...measures], lines)}`);
  }
  return tables.map((one) => `\n${one}`).join('\n');
}

const measures = ['energy inside', 'pointing game', 'IoU at Otsu'];

/** @param {LocalisationRow} row */
function numbersOf({ energyInside, pointingGame, otsuOverlap }) {
  return [energyInside, pointingGame, otsuOverlap].map(format);
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} lines
 */
function table(head, lines) {
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * Mean and interval, without the zeros before the point.
 * @param {Estimate} estimate
 */
function format({ mean, low, high }) {
  const digits = (/** @type {number} */ value) => value.toFixed(3).replace(/^0/u, '');
  return `${digits(mean)} (${digits(low)}–${digits(high)})`;
}

export const csvHeader = 'split,photo,method,shown,energy_inside,peak_inside,iou_at_otsu\n';

/**
 * One line for each way of showing one photo.
 * @param {string} split
 * @param {string} photo
 * @param {readonly PhotoRecord[]} records
 */
export function csvLines(split, photo, records) {
  const lines = records.map(({ group, name, measured }) =>
    [
      quoted(split),
      quoted(photo),
      quoted(group),
      quoted(name),
      measured.energyInside,
      measured.peakInside ? 1 : 0,
      measured.otsuOverlap,
    ].join(','),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** @param {string} text */
function quoted(text) {
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * @param {number} remainingMs
 * @returns {string} Such as "12 min left".
 */
export function remainingTime(remainingMs) {
  const seconds = Math.ceil(remainingMs / 1000);
  return seconds < 120 ? `${seconds} s left` : `${Math.round(seconds / 60)} min left`;
}
