/** Tables as people have them: commas, semicolons or tabs, with or without a byte order mark. RFC 4180. */

const separators = [',', ';', '\t', '|'];

/**
 * The cells of a text, row by row. Cells in quotes may hold separators, line breaks and doubled quotes; a quote within a
 * cell that does not begin with one is a character like others, and one that is never closed ends with the text. Empty
 * lines are left out.
 *
 * @param separator of cells; without it that which the first line has most of, of equals the comma.
 */
export function readCsv(text: string, separator = findSeparator(text)): string[][] {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const rows: string[][] = [];
  let row: string[] = [];
  let position = 0;
  while (position < source.length) {
    const cell =
      source[position] === '"'
        ? readQuoted(source, position, separator)
        : readPlain(source, position, separator);
    row.push(cell.value);
    position = cell.end;
    if (source[position] === separator) {
      position += 1;
      // A separator at the end of the text has an empty cell behind it.
      if (position < source.length) continue;
      row.push('');
    }
    if (source[position] === '\r' && source[position + 1] === '\n') position += 1;
    position += 1;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

interface Cell {
  readonly value: string;
  /** Where the separator, the line break or the end of the text is. */
  readonly end: number;
}

function readPlain(source: string, start: number, separator: string): Cell {
  let end = start;
  while (end < source.length && source[end] !== separator && !isLineBreak(source[end])) end += 1;
  return { value: source.slice(start, end), end };
}

function readQuoted(source: string, start: number, separator: string): Cell {
  const parts: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = source.indexOf('"', from);
    if (quote < 0) return { value: parts.join('') + source.slice(from), end: source.length };
    parts.push(source.slice(from, quote));
    from = quote + 1;
    if (source[from] !== '"') break;
    parts.push('"');
    from += 1;
  }
  // What stands between the closing quote and the separator belongs to the cell, wrong as it is.
  const rest = readPlain(source, from, separator);
  return { value: parts.join('') + rest.value, end: rest.end };
}

function isLineBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

/** Outside quotes, in the first line that is not empty. */
function findSeparator(text: string): string {
  const line = /[^\r\n\ufeff]+/u.exec(text.replaceAll(/"[^"]*"/gu, ''))?.[0] ?? '';
  const counts = separators.map((separator) => line.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))]!;
}
