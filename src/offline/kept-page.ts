import { createStore } from 'zustand/vanilla';
import type { FromServiceWorker, ToServiceWorker } from '../contract/service-worker-messages';

/** Whether the page itself (not the models' weights) opens without a network. */
export type KeptPage =
  /** Development, a private window, or a browser without service workers. */
  | { kind: 'unavailable'; reason: string }
  | { kind: 'installing' }
  | { kind: 'keeping'; keptBytes: number; totalBytes: number }
  | { kind: 'kept' }
  | { kind: 'failed'; storageFull: boolean; detail: string };

export interface KeptPageState {
  page: KeptPage;
  /** A newer version of the page waits; it takes over only when the reader asks for it. */
  hasUpdate: boolean;
}

const RELOADED_FOR_ISOLATION = 'edgeward-reloaded-for-isolation';

/**
 * Registers the service worker, which keeps the page for use without a network and isolates it where the host can't
 * send the headers: then the first visit reloads once, and never again in that tab.
 */
export function createKeptPage(scriptUrl: string) {
  const store = createStore<KeptPageState>(() => ({ page: { kind: 'installing' }, hasUpdate: false }));
  const show = (page: KeptPage): void => store.setState({ page });
  let waiting: ServiceWorker | undefined;

  async function start(): Promise<void> {
    if (!('serviceWorker' in navigator)) {
      show({ kind: 'unavailable', reason: 'This browser, or this private window, has no service workers.' });
      return;
    }
    try {
      const container = navigator.serviceWorker;
      container.addEventListener('message', (event: MessageEvent<FromServiceWorker>) => show(pageOf(event.data)));
      const registration = await container.register(scriptUrl, { updateViaCache: 'none' });
      watchForUpdate(registration, (worker) => {
        waiting = worker;
        store.setState({ hasUpdate: true });
      });
      const active = (await container.ready).active;
      if (reloadsForIsolation()) return;
      active?.postMessage({ kind: 'keep-kit' } satisfies ToServiceWorker);
    } catch (error) {
      show({ kind: 'failed', storageFull: false, detail: String(error) });
    }
  }

  /** Starts the newer version: it takes over and the page reloads. Without one, nothing happens. */
  function applyUpdate(): void {
    if (waiting === undefined) return;
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage({ kind: 'take-over' } satisfies ToServiceWorker);
  }

  return { store, start, applyUpdate };
}

export type KeptPageStore = ReturnType<typeof createKeptPage>;

function pageOf(message: FromServiceWorker): KeptPage {
  switch (message.kind) {
    case 'keeping':
      return message;
    case 'kept':
      return message;
    case 'keep-failed':
      return { kind: 'failed', storageFull: message.storageFull, detail: message.detail };
  }
}

/** Calls back with every worker that has been installed beside the one in use. */
function watchForUpdate(registration: ServiceWorkerRegistration, onWaiting: (worker: ServiceWorker) => void): void {
  const check = (): void => {
    if (registration.waiting !== null && navigator.serviceWorker.controller !== null) onWaiting(registration.waiting);
  };
  check();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', check);
  });
}

/**
 * Reloads through the service worker, whose answers carry the isolation headers. The mark in the tab's storage is set
 * first: a browser that isolates even so not, or has no storage, keeps the page as it is, with one thread.
 */
function reloadsForIsolation(): boolean {
  if (crossOriginIsolated) return false;
  try {
    if (sessionStorage.getItem(RELOADED_FOR_ISOLATION) !== null) return false;
    sessionStorage.setItem(RELOADED_FOR_ISOLATION, 'yes');
  } catch (error) {
    console.warn('Not isolated, and not reloaded for it, since storage is blocked:', error);
    return false;
  }
  location.reload();
  return true;
}
