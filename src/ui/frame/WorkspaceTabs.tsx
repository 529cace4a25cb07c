import { workspaceFragment } from '../../state/shell/workspaces/workspaceAddress.ts';
import { useCurrentWorkspace, useFrame } from './FrameContext.tsx';
import styles from './WorkspaceTabs.module.css';

/** The ways to the other workspaces, as links. With one workspace there is nothing to choose. */
export function WorkspaceTabs() {
  const { entries, workspaces } = useFrame();
  const current = useCurrentWorkspace();
  if (entries.length < 2) return null;
  return (
    <nav className={styles.tabs} aria-label="Workspaces">
      <ul className={styles.list}>
        {entries.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${workspaceFragment(id)}`}
              className={styles.tab}
              aria-current={id === current ? 'page' : undefined}
              onClick={(event) => {
                // Opened in a tab of its own the link speaks for itself.
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                workspaces.show(id);
              }}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
