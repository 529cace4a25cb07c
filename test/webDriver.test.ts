import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startSession } from '../e2e/engines/webDriver.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A driver that notes what it is asked and answers by path. */
async function startDriver(answers: Readonly<Record<string, { status?: number; value: unknown }>>) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      asked.push({ method, path: url, body: text === '' ? null : JSON.parse(text) });
      const { status = 200, value } = answers[url] ?? { value: null };
      response.writeHead(status).end(JSON.stringify({ value }));
    });
  }).listen(0, '127.0.0.1');
  closing.push(() => server.close());
  await once(server, 'listening');
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const started = { '/session': { value: { sessionId: 'one', capabilities: {} } } };

test('a function runs in the page with its arguments, and its promise is waited for', async () => {
  const { address, asked } = await startDriver({
    ...started,
    '/session/one/execute/async': { value: { value: 3 } },
  });
  const session = await startSession(address, { browserName: 'any' });

  expect(await session.evaluate('(a, b) => Promise.resolve(a + b)', [1, 2])).toBe(3);
  const bodies = asked.map(({ body }) => body);
  const { script, args } = bodies.pop() as { script: string; args: unknown[] };
  // What the driver would do with it.
  const answer = await new Promise((done) => new Function(script).call(null, ...args, done));
  expect(answer).toEqual({ value: 3 });
});

test('what a function throws in the page is thrown here', async () => {
  const { address } = await startDriver({
    ...started,
    '/session/one/execute/async': { value: { error: 'Error: nothing there' } },
  });
  const session = await startSession(address, {});

  await expect(session.evaluate('() => 0', [])).rejects.toThrow('Error: nothing there');
});

test('a refusal is told in the words of the driver', async () => {
  const { address } = await startDriver({
    '/session': { status: 500, value: { error: 'session not created', message: 'no browser' } },
  });

  await expect(startSession(address, {})).rejects.toThrow('session not created: no browser');
});

test('a key is pressed by its code point, and released', async () => {
  const { address, asked } = await startDriver(started);
  await (await startSession(address, {})).press('Home');

  expect(asked.at(-1)).toEqual({
    method: 'POST',
    path: '/session/one/actions',
    body: {
      actions: [
        {
          type: 'key',
          id: 'key',
          actions: [
            { type: 'keyDown', value: '\uE011' },
            { type: 'keyUp', value: '\uE011' },
          ],
        },
      ],
    },
  });
});
