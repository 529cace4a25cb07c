/**
 * Which workspace an address means. The fragment of a workspace begins with `w=` and its name; the fragments of
 * `explain` have no such part, so that links from before there were workspaces open where they always did.
 */

/** The workspace of every address that names none. */
export const firstWorkspace = 'explain';

/**
 * The workspace that a fragment names.
 * @param fragment With or without its number sign.
 * @param known The names that there are; another one means the first workspace.
 */
export function workspaceOf(fragment: string, known: readonly string[]): string {
  const named = new URLSearchParams(fragment.replace(/^#/u, '')).get('w');
  return named !== null && known.includes(named) ? named : firstWorkspace;
}

/** The fragment that opens a workspace other than the first, without its number sign. */
export function workspaceFragment(workspace: string): string {
  return `w=${encodeURIComponent(workspace)}`;
}
