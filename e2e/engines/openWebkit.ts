import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { WebkitPrograms } from '../../scripts/engines.mjs';
import { type EngineScreen, screenSize } from './engineScreen.ts';
import { startSession, type WebDriverSession } from './webDriver.ts';

/** A page in WebKitGTK's own little browser, which forgets all at the end, on a screen that nobody sees. */
export async function openWebkit({ driver, browser, display }: WebkitPrograms): Promise<EngineScreen> {
  const screen = await startDisplay(display);
  const port = await freePort();
  const driving = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    env: { ...process.env, DISPLAY: screen.name },
    stdio: 'ignore',
  });
  const close = async (session: WebDriverSession | null) => {
    await session?.send('DELETE', '').catch(() => undefined);
    for (const child of [driving, screen.process]) await end(child);
  };
  try {
    const address = `http://127.0.0.1:${port}`;
    await untilAnswers(address);
    const session = await startSession(address, {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
    });
    await session.send('POST', '/window/rect', screenSize);
    return {
      async open(url) {
        await session.send('POST', '/url', { url });
      },
      async reload() {
        await session.send('POST', '/refresh');
      },
      evaluate: (run, ...args) => session.evaluate(run.toString(), args) as never,
      press: session.press,
      click: ({ x, y }) => session.click(x, y),
      async screenshot() {
        return Buffer.from((await session.send('GET', '/screenshot')) as string, 'base64');
      },
      close: () => close(session),
    };
  } catch (error) {
    await close(null);
    throw error;
  }
}

/** Xvfb chooses a number that is free and writes it where it is told: to its fourth stream. */
async function startDisplay(
  program: string,
): Promise<{ readonly name: string; readonly process: ChildProcess }> {
  const { width, height } = screenSize;
  const child = spawn(
    program,
    ['-displayfd', '3', '-screen', '0', `${width + 200}x${height + 200}x24`, '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const answered = once(child.stdio[3]!, 'data') as Promise<[Buffer]>;
  const ended = once(child, 'exit').then(() => {
    throw new Error('Xvfb did not start');
  });
  const [number] = await Promise.race([answered, ended]);
  ended.catch(() => undefined);
  return { name: `:${number.toString().trim()}`, process: child };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function untilAnswers(address: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${address}/status`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver does not answer');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
