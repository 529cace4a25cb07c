import { expect, test } from './fixtures.ts';
import { engineWorker, openExplained, prediction } from './screen.ts';

test('the policy keeps the page and its engine from sending anything to another origin', async ({
  page,
  watch,
}) => {
  watch.expects(/https:\/\/example\.com/);
  await openExplained(page);
  const sent: string[] = [];
  page.on('requestfinished', (request) => sent.push(request.url()));
  const send = () =>
    fetch('https://example.com/', { method: 'POST', body: 'a picture' }).then(
      () => 'sent',
      () => 'refused',
    );
  expect(await (await engineWorker(page)).evaluate(send)).toBe('refused');
  expect(await page.evaluate(send)).toBe('refused');
  expect(sent).toEqual([]);
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
