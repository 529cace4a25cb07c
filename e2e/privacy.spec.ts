import { createSocket } from 'node:dgram';
import { expect, test } from './fixtures.ts';
import { engineWorker, openExplained, prediction } from './screen.ts';

test('the policy keeps the page and its engine from sending anything to another origin', async ({
  page,
  watch,
}) => {
  watch.expects(/https:\/\/example\.com/);
  // Somebody listens there: it is the policy that refuses, not the network.
  const received: string[] = [];
  await page.context().route('https://example.com/**', (route) => {
    received.push(route.request().url());
    return route.fulfill({ headers: { 'Access-Control-Allow-Origin': '*' } });
  });
  await openExplained(page);
  const send = () =>
    new Promise<string>((resolve) => {
      addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
      fetch('https://example.com/', { method: 'POST', body: 'a picture' }).then(
        () => resolve('sent'),
        // The event that says why follows.
        () => undefined,
      );
    });
  expect(await (await engineWorker(page)).evaluate(send)).toBe('connect-src');
  expect(await page.evaluate(send)).toBe('connect-src');
  expect(received).toEqual([]);
});

test('everything loads under any path of a host', async ({ page, origin }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.context().route(`${origin}/some/path/**`, async (route) => {
    const url = route.request().url().replace('/some/path/', '/');
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await openExplained(page, './some/path/#v=1');
  await expect(prediction(page)).toContainText(/99\.3\s% cat/);
  const files = asked.filter((url) => url.startsWith(origin));
  expect(files.some((url) => url.endsWith('/model/model.json'))).toBe(true);
  expect(files.filter((url) => !url.startsWith(`${origin}/some/path/`))).toEqual([]);
});

test('no script finds a peer connection, whose packets the policy would not stop', async ({ page }) => {
  const socket = createSocket('udp4');
  let packets = 0;
  socket.on('message', () => {
    packets += 1;
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  const { port } = socket.address();
  await openExplained(page);
  const found = await page.evaluate(async (stunPort) => {
    const names = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection'];
    const there = names.filter((name) => name in window);
    if ('RTCPeerConnection' in window) {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${stunPort}` }] });
      connection.createDataChannel('out');
      await connection.setLocalDescription();
      await new Promise<void>((resolve) => {
        connection.onicegatheringstatechange = () => {
          if (connection.iceGatheringState === 'complete') resolve();
        };
      });
    }
    return there;
  }, port);
  const inWorker = await (await engineWorker(page)).evaluate(() => 'RTCPeerConnection' in self);
  await new Promise<void>((resolve) => {
    socket.close(resolve);
  });
  expect(found).toEqual([]);
  expect(packets).toBe(0);
  expect(inWorker).toBe(false);
});
