/** Whether this browser has seen the explanation; without storage it is shown on every visit. */

const storageKey = 'stratacam.welcomed';

export function wasWelcomed(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null;
  } catch {
    return false;
  }
}

export function rememberWelcomed(): void {
  try {
    localStorage.setItem(storageKey, '1');
  } catch {
    // Private windows may refuse storage; the explanation then comes back with the next visit.
  }
}
