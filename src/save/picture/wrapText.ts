/** Width of a text in some font. */
export type MeasureText = (text: string) => number;

/**
 * Breaks a text at spaces into lines no wider than `width`; a word that is wider itself is broken anywhere. An empty
 * text has no lines. Non-breaking spaces hold.
 */
export function wrapText(text: string, width: number, measure: MeasureText): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, width, measure);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** One piece at least; a single letter is never broken. */
function breakWord(word: string, width: number, measure: MeasureText): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && measure(piece + letter) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** A text on one line: as it is where it fits, else cut with an ellipsis. */
export function cutText(text: string, width: number, measure: MeasureText): string {
  if (measure(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 0 && measure(`${letters.join('').trimEnd()}…`) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
