/// <reference lib="webworker" />
import type { FromServiceWorker, KeptFile, ToServiceWorker } from '../src/contract/service-worker-messages';
import { answerCase, keepCases } from './kept-cases';
import { openKeptFiles } from './kept-files';
import { reportRequests } from './report-requests';
import { securedResponse } from './secured-response';

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build: every file of dist/ that is kept. Model weights are not among them: see model-store.ts. */
declare const __KEPT_FILES__: readonly KeptFile[];

const scope = self.registration.scope;
const kept = openKeptFiles(__KEPT_FILES__, scope);
const filesFor = (when: KeptFile['when']): KeptFile[] => __KEPT_FILES__.filter((file) => file.when === when);

reportRequests('service-worker');

self.addEventListener('install', (event) => {
  event.waitUntil(kept.keep(filesFor('shell')));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(kept.removeOutdated().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // Other origins are the policy's business; a range counts on the server, so it is left alone.
  if (url.origin !== self.location.origin || request.method !== 'GET' || request.headers.has('Range')) return;
  event.respondWith(answer(request, url));
});

self.addEventListener('message', (event) => {
  const message = event.data as ToServiceWorker;
  switch (message.kind) {
    case 'keep-kit':
      event.waitUntil(keepKit((progress) => event.source?.postMessage(progress)));
      break;
    case 'take-over':
      event.waitUntil(self.skipWaiting());
      break;
  }
});

async function answer(request: Request, url: URL): Promise<Response> {
  const opensPage = request.mode === 'navigate' && url.href.split(/[?#]/u)[0] === scope;
  const file = kept.at(opensPage ? new URL('index.html', scope) : url);
  if (file !== undefined) return kept.answer(file, request);
  if (url.href.startsWith(`${scope}cases/`)) return answerCase(request, scope);
  return securedResponse(await fetch(request));
}

async function keepKit(report: (progress: FromServiceWorker) => void): Promise<void> {
  const kit = filesFor('kit');
  const totalBytes = kit.reduce((sum, file) => sum + file.bytes, 0);
  let keptBytes = 0;
  try {
    await kept.keep(kit, (bytes) => {
      keptBytes += bytes;
      report({ kind: 'keeping', keptBytes, totalBytes });
    });
    report({ kind: 'kept' });
    await keepAddedCases();
  } catch (error) {
    const storageFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    report({ kind: 'keep-failed', storageFull, detail: String(error) });
  }
}

/** Added cases are extra: the page works without a network whether or not they could be kept. */
async function keepAddedCases(): Promise<void> {
  try {
    await keepCases(scope);
  } catch (error) {
    console.warn('Added cases are not kept for use without a network:', error);
  }
}
