/** What the table of a set's answers is saved as, such as `stratacam-pets.csv`. */
export function csvName(setName: string): string {
  const plain = setName
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/gu, '')
    .slice(0, 80);
  return plain === '' ? 'stratacam-data-set.csv' : `stratacam-${plain}.csv`;
}
