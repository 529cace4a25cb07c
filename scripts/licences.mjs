/**
 * Checks the licences of everything the product is made from, and writes them to THIRD_PARTY_NOTICES.md.
 * With --check nothing is written: it fails where the file is not what would be written.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, stop } from './install.mjs';

const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'MPL-2.0'];

/**
 * Whether a licence, or an expression of several, asks no more than the allowed ones do.
 * @param {string} expression SPDX, such as "MIT" or "(MIT OR GPL-3.0)".
 * @returns {boolean}
 */
function isAllowedLicence(expression) {
  return expression
    .replaceAll(/[()]/gu, '')
    .split(' AND ')
    .every((part) => part.split(' OR ').some((licence) => allowed.includes(licence.trim())));
}

/**
 * @typedef {{ name: string, version: string, licence: string, text: string }} Notice
 * @typedef {{ version: string, license?: string, dev?: boolean }} LockedPackage
 */

/**
 * @param {string} folder Of an installed package.
 * @returns {string} Its own licence and notice files, or nothing where it carries none.
 */
function readLicenceText(folder) {
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .filter((name) => /^(?:licen[cs]e|notice|copying)/iu.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
}

/** @returns {Notice[]} One for each package that is not for development only, by name. */
function collectNotices() {
  /** @type {{ packages: Record<string, LockedPackage> }} */
  const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  return shipped
    .map(([path, { version, license }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license ?? 'none stated',
      text: readLicenceText(join(projectRoot, path)),
    }))
    .sort((left, right) => (left.name + left.version < right.name + right.version ? -1 : 1));
}

/**
 * @param {Notice[]} notices
 * @returns {string} The file's text; packages with the same licence text share one section.
 */
function writeNotices(notices) {
  /** @type {Map<string, Notice[]>} */
  const byText = new Map();
  for (const notice of notices) {
    const key =
      notice.text === '' ? `Licence: ${notice.licence} (the package carries no text).` : notice.text;
    byText.set(key, [...(byText.get(key) ?? []), notice]);
  }
  const sections = [...byText].map(([text, members]) => {
    const heading = members
      .map(({ name, version, licence }) => `- ${name} ${version} (${licence})`)
      .join('\n');
    return `${heading}\n\n\`\`\`text\n${text}\n\`\`\`\n`;
  });
  return `# Third-party notices\n\nThe packages StrataCAM is built from, and their licences. Written by scripts/licences.mjs.\n\n${sections.join('\n---\n\n')}`;
}

const notices = collectNotices();
const refused = notices.filter(({ licence }) => !isAllowedLicence(licence));
if (refused.length > 0) {
  stop(
    `Licences not allowed here: ${refused.map(({ name, licence }) => `${name} (${licence})`).join(', ')}.`,
  );
}
const file = join(projectRoot, 'THIRD_PARTY_NOTICES.md');
const wanted = writeNotices(notices);
if (process.argv.includes('--check')) {
  const present = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : '';
  if (present !== wanted)
    stop('THIRD_PARTY_NOTICES.md is stale: run node scripts/licences.mjs and commit it.');
  console.log(`${notices.length} packages, all licences allowed.`);
} else {
  writeFileSync(file, wanted);
  console.log(`THIRD_PARTY_NOTICES.md: ${notices.length} packages.`);
}
