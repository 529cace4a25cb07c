const storageKey = 'stratacam.visited';

/** True on the first call in this browser; where storage is refused, always. */
export function noteVisit(): boolean {
  try {
    const isFirst = localStorage.getItem(storageKey) === null;
    localStorage.setItem(storageKey, 'yes');
    return isFirst;
  } catch {
    return true;
  }
}
