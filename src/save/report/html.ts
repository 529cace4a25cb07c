/** A piece of HTML that is known to be safe: only {@link html} makes one. */
export interface Html {
  readonly markup: string;
}

type Inserted = Html | string | number | null | readonly Html[];

/**
 * A template whose inserted texts are escaped, in content as well as in quoted attributes; pieces of HTML go in as
 * they are, null leaves nothing. Safe by construction: what a stranger called a file or a layer cannot become markup.
 */
export function html(pieces: TemplateStringsArray, ...inserted: readonly Inserted[]): Html {
  return { markup: String.raw({ raw: pieces }, ...inserted.map(markupOf)) };
}

function markupOf(value: Inserted): string {
  if (value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  if ('markup' in value) return value.markup;
  return value.map(({ markup }) => markup).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML. Characters that HTML does not allow become the replacement character. */
function escapeHtml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what HTML forbids
      .replace(/[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"']/g, (character) => entities[character] ?? '')
  );
}
