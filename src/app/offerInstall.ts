import type { Installation } from '../state/shell/installation.ts';

/** Chromium's event, which no standard has and TypeScript does not know. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

function isInstallEvent(event: Event): event is InstallEvent {
  return 'prompt' in event && typeof event.prompt === 'function';
}

/** Lets `installation` offer to install the page wherever the browser says that it can be. */
export function offerInstall(page: EventTarget, installation: Installation): void {
  page.addEventListener('beforeinstallprompt', (event) => {
    if (!isInstallEvent(event)) return;
    // Asked for by a button, not by a bar over the page.
    event.preventDefault();
    installation.setState({
      install() {
        // Each event asks once; where the user declines, the browser may send another.
        installation.setState({ install: null });
        event.prompt().catch(() => undefined);
      },
    });
  });
  page.addEventListener('appinstalled', () => installation.setState({ install: null }));
}
