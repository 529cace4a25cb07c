/** What every end-to-end test shares: the watch over pages, and a page that lives as long as a file. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
  type Worker,
} from '@playwright/test';

export { expect };

/** What went wrong on the watched pages, and what the running test expects to go wrong. */
export interface Watch {
  /** Watches all pages of a context: requests, console, uncaught errors, the security policy. */
  over(context: BrowserContext): Promise<void>;
  /** Problems whose text matches are expected for the rest of this test. */
  expects(pattern: RegExp): void;
  /** The unexpected problems since the last call. */
  take(): string[];
}

/** Remarks on drawing without a graphics processor, and on what the configuration blocks; none is about the page. */
const remarksOfTheBrowser =
  /GPU stall due to ReadPixels|software WebGL|GroupMarkerNotSet|powerPreference option is currently ignored|registration blocked by Playwright/;

function createWatch(origin: string): Watch {
  let problems: string[] = [];
  let expected: RegExp[] = [];

  const note = (problem: string) => problems.push(problem);

  return {
    async over(context) {
      context.on('request', (request) => {
        const isLocal = /^(?:blob|data):/.test(request.url());
        if (!isLocal && new URL(request.url()).origin !== origin) note(`foreign request: ${request.url()}`);
      });
      context.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) note(`${message.type()}: ${message.text()}`);
      });
      context.on('weberror', (error) => note(`uncaught: ${String(error.error())}`));
      context.on('page', (page) => page.on('worker', tellViolations));
      await context.exposeFunction('noteViolation', note);
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
          const told = globalThis as unknown as { noteViolation(problem: string): void };
          told.noteViolation(`policy violation: ${violatedDirective} ${blockedURI}`);
        });
      });
    },
    expects(pattern) {
      expected.push(pattern);
    },
    take() {
      const patterns = [...expected, remarksOfTheBrowser];
      const unexpected = problems.filter((problem) => !patterns.some((pattern) => pattern.test(problem)));
      problems = [];
      expected = [];
      return unexpected;
    },
  };
}

/** Workers have no init scripts, and their consoles do not tell what the policy refused them. */
function tellViolations(worker: Worker): void {
  const listening = worker.evaluate(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      console.error(`policy violation in a worker: ${effectiveDirective} ${blockedURI}`);
    });
  });
  // It may be gone already.
  listening.catch(() => undefined);
}

/** `test`, with all pages under watch: a test fails if anything happened that nobody expects of a quiet page. */
export const test = base.extend<{ quiet: undefined }, { watch: Watch; origin: string }>({
  origin: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here.
    async ({}, use, workerInfo) => use(new URL(workerInfo.project.use.baseURL ?? '').origin),
    { scope: 'worker' },
  ],
  watch: [async ({ origin }, use) => use(createWatch(origin)), { scope: 'worker' }],
  context: async ({ context, watch }, use) => {
    await watch.over(context);
    await use(context);
  },
  quiet: [
    async ({ watch }, use) => {
      await use(undefined);
      expect(watch.take(), 'what a quiet page does not do').toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * One page for all tests of a file, because the engine takes seconds to start: call it at the top of the
 * file and use what it returns inside the tests.
 * @param open Brings the new page to where the tests begin.
 */
export function sharePage(
  open: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): () => Page {
  let context: BrowserContext | null = null;
  let page: Page | null = null;
  test.beforeAll(async ({ browser, origin, watch }) => {
    context = await newContext(browser, origin, options);
    await watch.over(context);
    page = await context.newPage();
    await open(page);
  });
  test.afterAll(() => context?.close());
  return () => {
    if (page === null) throw new Error('the shared page is only there inside tests');
    return page;
  };
}

function newContext(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions,
): Promise<BrowserContext> {
  return browser.newContext({ baseURL: `${origin}/`, viewport: { width: 1440, height: 900 }, ...options });
}
