/** What is needed of the page's own address. */
export type PagePlace = Pick<Location, 'origin' | 'pathname' | 'hostname' | 'protocol'>;

/**
 * The address that opens a view. Of the sender's own address only the place of the page is kept: a backend that was
 * asked for is a matter of their machine.
 * @param fragment From `encodeLink`; empty for the default view, which then says so, as links play no introduction.
 */
export function linkAddress({ origin, pathname }: PagePlace, fragment: string): string {
  return `${origin}${pathname}#${fragment === '' ? 'v=1' : fragment}`;
}

/** The same view without the page around it, for a frame in another page. */
export function embedAddress({ origin, pathname }: PagePlace, fragment: string): string {
  return `${origin}${pathname}?embed=1#${fragment === '' ? 'v=1' : fragment}`;
}

/**
 * The frame that shows an address inside another page. It may run its scripts on its own origin (without that it could
 * not fetch its model) and open the full page in a new tab; no camera, no position, no way to lead the reader away.
 *
 * @param sampleTitle null for a picture of the sender's own, whose file name is nobody else's business.
 */
export function embedSnippet(address: string, sampleTitle: string | null): string {
  const title = `StrataCAM: what every layer of a network sees${sampleTitle === null ? '' : ` in “${sampleTitle}”`}`;
  return [
    `<iframe src="${escapeAttribute(address)}"`,
    `  title="${escapeAttribute(title)}" width="100%" height="560" style="border: 0" loading="lazy"`,
    '  sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"',
    '  referrerpolicy="no-referrer"></iframe>',
  ].join('\n');
}

/** Whether nobody on another computer can open an address of this page. */
export function isOnlyHere({ hostname, protocol }: PagePlace): boolean {
  return protocol === 'file:' || /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
