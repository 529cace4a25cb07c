/** `npm start`: installs, builds and serves whatever is missing or stale, then opens the page. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { prepare, projectRoot } from './install.mjs';
import { serve } from './serve.mjs';

/**
 * Opens an address in the user's browser, if there is a screen to show it on.
 * @param {string} url
 */
function open(url) {
  const hasDisplay =
    ['darwin', 'win32'].includes(process.platform) ||
    Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  if (!hasDisplay || process.env['CI'] !== undefined || process.argv.includes('--no-open')) return;
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]];
  // The address was printed: without an opener the user opens it by hand.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

prepare();
ensureBuilt();
const server = await serve({ root: join(projectRoot, 'dist'), port: 4173, tries: 50 });
console.log(`\n  StrataCAM is at ${server.url}\n  Ctrl+C ends it.\n`);
open(server.url);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void server.close().then(() => process.exit(0)));
}
