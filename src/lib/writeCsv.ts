/** Comma-separated values, RFC 4180: lines end with CR LF, UTF-8. */

export type CsvValue = string | number | null;

/** Without this mark Excel takes UTF-8 for the system's old code page, and names that are not English come out wrong. */
const byteOrderMark = '\ufeff';

/** What a spreadsheet takes for the beginning of a formula, also behind white space that it may cut off. */
const formulaStart = /^(?:\s*[=+\-@]|[\t\r])/;

/** Quotes would protect them, but not every reader knows that a row can have several lines. */
const lineBreaks = /[\r\n\v\f\u0085\u2028\u2029]+/g;

/**
 * A table as the text of a file, with a byte order mark at its head. Null is an empty cell, and a line break within a
 * cell becomes a space. A text that a spreadsheet would run as a formula gets an apostrophe in front, for names of files
 * and layers come from strangers; numbers stay numbers.
 *
 * @param rows each as long as `columns`.
 */
export function writeCsv(columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return byteOrderMark + [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const inert = (formulaStart.test(value) ? `'${value}` : value).replaceAll(lineBreaks, ' ');
  return /[",]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
