/** The colour theme: a preference of this browser, not of the view, so it is stored here and not in the URL. */

export type ThemeChoice = 'system' | 'light' | 'dark';

const storageKey = 'stratacam.theme';

export function readTheme(): ThemeChoice {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

/** Applies a theme to the page and remembers it where storage is allowed. */
export function applyTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
  try {
    if (choice === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
}
