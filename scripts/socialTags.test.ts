import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './install.mjs';
import { socialTags } from './socialTags.mjs';

function contents(siteUrl: string | undefined) {
  return Object.fromEntries(
    socialTags(siteUrl).map(({ attrs }) => [
      attrs['property'] ?? attrs['name'] ?? attrs['rel'],
      attrs['content'] ?? attrs['href'],
    ]),
  );
}

test('with the address of the site the picture has an absolute one, below its path', () => {
  for (const site of ['https://example.org/stratacam', 'https://example.org/stratacam/?x#y']) {
    expect(contents(site)).toMatchObject({
      canonical: 'https://example.org/stratacam/',
      'og:url': 'https://example.org/stratacam/',
      'og:image': 'https://example.org/stratacam/og.png',
      'twitter:image': 'https://example.org/stratacam/og.png',
    });
  }
});

test.each([undefined, ''])(
  'without it (%j) the picture is beside the page, which has no one address',
  (none) => {
    expect(contents(none)).toMatchObject({ 'og:image': './og.png', 'twitter:image': './og.png' });
    expect(contents(none)).not.toHaveProperty('og:url');
    expect(contents(none)).not.toHaveProperty('canonical');
  },
);

test.each(['example.org', 'javascript:alert(1)', 'file:///srv/'])('%s is no address of a site', (siteUrl) => {
  expect(() => socialTags(siteUrl)).toThrow('SITE_URL');
});

test('the picture has the size that the tags say', () => {
  const png = readFileSync(join(projectRoot, 'public', 'og.png'));
  const tags = contents(undefined);
  expect([`${png.readUInt32BE(16)}`, `${png.readUInt32BE(20)}`]).toEqual([
    tags['og:image:width'],
    tags['og:image:height'],
  ]);
});
