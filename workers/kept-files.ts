import type { KeptFile } from '../src/contract/service-worker-messages';
import { securedResponse } from './secured-response';

/**
 * The built page's files in browser storage. A key is the file's address with its hash, so versions share what did not
 * change and never meet each other's bytes; a file is verified before it is kept.
 */
const PAGE_CACHE = 'edgeward-page-v1';

export interface KeptFiles {
  /** The listed file at this address, if it is one. */
  at(url: URL): KeptFile | undefined;
  /** Answers from storage, or from the network, keeping the file on the way. */
  answer(file: KeptFile, request: Request): Promise<Response>;
  /** Fetches, verifies and stores those that are missing; calls `onKept` with the bytes of each file that is there. */
  keep(files: readonly KeptFile[], onKept?: (bytes: number) => void): Promise<void>;
  /** Removes what no file of this version needs. */
  removeOutdated(): Promise<void>;
}

/** @param scope address of the page's folder, ends with a slash */
export function openKeptFiles(files: readonly KeptFile[], scope: string): KeptFiles {
  const byUrl = new Map(files.map((file) => [new URL(file.path, scope).href, file]));
  const address = (file: KeptFile): string => new URL(file.path, scope).href;
  const key = (file: KeptFile): string => `${address(file)}?sha256=${file.sha256}`;

  async function store(file: KeptFile, response: Response): Promise<void> {
    const cache = await caches.open(PAGE_CACHE);
    await cache.put(key(file), await verified(file, response));
  }

  async function keepOne(file: KeptFile): Promise<void> {
    const cache = await caches.open(PAGE_CACHE);
    if ((await cache.match(key(file))) !== undefined) return;
    // 'no-cache' asks the server whether the copy that the page has just loaded is still right, and then reuses it.
    await store(file, await fetch(address(file), { cache: 'no-cache' }));
  }

  return {
    at: (url) => byUrl.get(url.href.split(/[?#]/u)[0] ?? ''),
    async answer(file, request) {
      const kept = await caches.match(key(file), { cacheName: PAGE_CACHE });
      if (kept !== undefined) return kept;
      const response = await fetch(request);
      if (response.ok) {
        store(file, response.clone()).catch((error: unknown) => {
          // The page has its answer; that it could not be kept shows when the kit is next asked for.
          console.warn(`Not kept for use without a network: ${file.path}: ${String(error)}`);
        });
      }
      return securedResponse(response);
    },
    async keep(wanted, onKept) {
      for (const file of wanted) {
        await keepOne(file);
        onKept?.(file.bytes);
      }
    },
    async removeOutdated() {
      const cache = await caches.open(PAGE_CACHE);
      const wanted = new Set(files.map(key));
      const outdated = (await cache.keys()).filter((request) => !wanted.has(request.url));
      await Promise.all(outdated.map((request) => cache.delete(request)));
    },
  };
}

/** @throws when the host answered with another file than the one this version was built with */
async function verified(file: KeptFile, response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`${file.path}: the host answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (sha256 !== file.sha256) throw new Error(`${file.path}: the host answered with another file`);
  return securedResponse(new Response(bytes, { headers: response.headers }));
}
