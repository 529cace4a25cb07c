/**
 * Names as they are compared: lower case, without accents, digits, and with one space where `_`, `-`, dots, brackets or
 * capitals part words. "Cats_2" and "CATS", "GermanShepherd" and "german-shepherd" are the same; so are "Кот" and "кот".
 */
export function normaliseName(name: string): string {
  return name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim();
}

/** The segments of a path, with `/` or `\` between them; empty ones are left out. */
export function pathSegments(path: string): readonly string[] {
  return path.split(/[/\\]+/u).filter((segment) => segment !== '' && segment !== '.');
}

/** The last segment without its ending. A name that begins with a dot has no ending. */
export function baseName(path: string): string {
  const file = pathSegments(path).at(-1) ?? '';
  return file.replace(/(?<=.)\.[^.]*$/u, '');
}
