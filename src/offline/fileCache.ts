/** One file of the built page, as the build lists them for the service worker. */
export interface ListedFile {
  /** Relative to the page. */
  readonly url: string;
  /** Hash of its content, or null where the name carries one. */
  readonly revision: string | null;
}

export interface FileCacheOptions {
  readonly files: readonly ListedFile[];
  /** Address of the page, with its slash: what the service worker is responsible for. */
  readonly scope: string;
  readonly caches: CacheStorage;
  fetch(request: Request): Promise<Response>;
}

export interface FileCache {
  /**
   * Brings all files of this version, those that an earlier version has already from there. All or nothing.
   *
   * @throws What the network or the storage threw, or an Error for a file that the host does not have.
   */
  fill(): Promise<void>;
  /**
   * Forgets all versions but this one and the two before: other tabs may still be showing one of them, and the
   * other may never have been shown.
   */
  tidy(): Promise<void>;
  /** The answer to a request, or null where the network is to answer as if there were no cache. */
  answer(request: Request): Promise<Response> | null;
}

/** Caches keep this version's responses apart by the hash of their content. */
const revisionParameter = 'revision';

/**
 * The files of one version of the page, kept on this computer. A cache per version: what a page loads
 * belongs together, and a new version replaces nothing before it is complete.
 *
 * The cache is asked first and the network where it has nothing, so that the page goes on working when the
 * browser has thrown files away.
 */
export function createFileCache({ files, scope, caches, fetch }: FileCacheOptions): FileCache {
  /** Names of all versions of this page begin so; other pages of the same origin have other scopes. */
  const prefix = `stratacam files ${scope} `;
  const listed = files.map(({ url, revision }) => {
    // Some hosts send index.html away to its folder; nobody asks for it by name.
    const address = new URL(url === 'index.html' ? './' : url, scope).href;
    return { address, revision, key: keyOf(address, revision) };
  });
  const keys = new Map(listed.map(({ address, key }) => [address, key]));
  const ownName = hash([...keys.values()].join('\n')).then((version) => prefix + version);

  /** This version's cache, then those of others, latest first. */
  async function names(): Promise<readonly string[]> {
    const own = await ownName;
    const all = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== own);
    return [own, ...all.reverse()];
  }

  async function find(key: string): Promise<Response | undefined> {
    for (const name of await names()) {
      if (!(await caches.has(name))) continue;
      const found = await (await caches.open(name)).match(key, { ignoreVary: true });
      if (found) return found;
    }
    return undefined;
  }

  async function download(address: string, revision: string | null): Promise<Response> {
    // The first visit has just loaded most of them: a host that is asked says so and sends nothing again.
    const response = await fetch(new Request(address, { cache: revision === null ? 'default' : 'no-cache' }));
    if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
    if (!response.redirected) return response;
    // Browsers refuse to show a page from an answer that was redirected.
    return new Response(response.body, { headers: response.headers });
  }

  return {
    async fill() {
      const name = await ownName;
      const cache = await caches.open(name);
      try {
        for (const { address, revision, key } of listed) {
          await cache.put(key, (await find(key)) ?? (await download(address, revision)));
        }
      } catch (thrown) {
        await caches.delete(name);
        throw thrown;
      }
    },
    async tidy() {
      const [, , , ...outdated] = await names();
      await Promise.all(outdated.map((name) => caches.delete(name)));
    },
    answer(request) {
      if (request.method !== 'GET') return null;
      const url = new URL(request.url);
      url.hash = '';
      // The page is the same whatever its address asks of it.
      if (request.mode === 'navigate') url.search = '';
      const key = keys.get(url.href) ?? null;
      const isFormerAsset = url.href.startsWith(new URL('assets/', scope).href);
      if (key === null && !isFormerAsset) return null;
      return find(key ?? url.href).then(
        (found) => found ?? fetch(request),
        () => fetch(request),
      );
    },
  };
}

function keyOf(address: string, revision: string | null): string {
  if (revision === null) return address;
  const key = new URL(address);
  key.searchParams.set(revisionParameter, revision);
  return key.href;
}

/** 16 hexadecimal digits that tell texts apart. */
async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest, 0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
