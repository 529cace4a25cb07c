/** What other sites show of a link to the page: the Open Graph and Twitter tags of its head. */

const title = 'StrataCAM: see what every layer of a network looks at';
const description =
  'Drop a photo and scrub through the Grad-CAM maps of all layers, beside one map of them all. It runs in your browser; nothing is uploaded.';
const pictureText =
  'A cat’s face under two heat maps: of one layer of the network, and of all layers as one.';

/**
 * @param {string | undefined} siteUrl Where the page will be, e.g. https://example.org/stratacam/. Only with it can
 *   the picture's address be absolute, as most sites want it; without it the address is relative.
 * @returns {{ tag: 'meta' | 'link', attrs: Record<string, string>, injectTo: 'head' }[]} For Vite.
 * @throws {Error} For an address that is none.
 */
export function socialTags(siteUrl) {
  const site = siteUrl === undefined || siteUrl === '' ? null : parseSite(siteUrl);
  const picture = site === null ? './og.png' : new URL('og.png', site).href;
  const properties = {
    'og:type': 'website',
    'og:site_name': 'StrataCAM',
    'og:title': title,
    'og:description': description,
    ...(site === null ? {} : { 'og:url': site }),
    'og:image': picture,
    'og:image:width': '1200',
    'og:image:height': '630',
    'og:image:alt': pictureText,
  };
  const names = {
    'twitter:card': 'summary_large_image',
    'twitter:image': picture,
    'twitter:image:alt': pictureText,
  };
  return [
    ...Object.entries(properties).map(([property, content]) => meta({ property, content })),
    ...Object.entries(names).map(([name, content]) => meta({ name, content })),
    ...(site === null ? [] : [linkTo(site)]),
  ];
}

/**
 * @param {string} siteUrl
 * @returns {string} With its slash.
 */
function parseSite(siteUrl) {
  const isAddress = URL.canParse(siteUrl) && /^https?:$/u.test(new URL(siteUrl).protocol);
  if (!isAddress) throw new Error(`SITE_URL must be an address such as https://example.org/, not ${siteUrl}`);
  const { origin, pathname } = new URL(siteUrl);
  return `${origin}${pathname.replace(/\/*$/u, '/')}`;
}

/**
 * @param {Record<string, string>} attrs
 * @returns {{ tag: 'meta', attrs: Record<string, string>, injectTo: 'head' }}
 */
const meta = (attrs) => ({ tag: 'meta', attrs, injectTo: 'head' });

/**
 * @param {string} href
 * @returns {{ tag: 'link', attrs: Record<string, string>, injectTo: 'head' }}
 */
const linkTo = (href) => ({ tag: 'link', attrs: { rel: 'canonical', href }, injectTo: 'head' });
