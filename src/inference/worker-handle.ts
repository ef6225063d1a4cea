import { wrap, type Remote } from 'comlink';
import { fail, type Failure, type Result } from '../contract/failure';
import type { InferenceApi } from '../contract/inference-api';

/** One running worker and the news of its end. */
export interface WorkerHandle {
  /**
   * Asks the worker something. Settles when the worker answers or ends, whichever comes first: an answer never comes
   * from a worker that is gone.
   */
  ask: <T>(question: (api: Remote<InferenceApi>) => Promise<Result<T>>) => Promise<Result<T>>;
  /** Resolves when the worker is gone: `worker-died`, or `cancelled` when `terminate` ended it. Never rejects. */
  ended: Promise<Failure>;
  terminate: () => void;
  isTerminated: () => boolean;
}

/** Starts a worker and watches over it by its error events and by its lifeline. */
export function startWorker(createWorker: () => Worker): WorkerHandle {
  const worker = createWorker();
  const api = wrap<InferenceApi>(worker);
  const watch = new AbortController();
  const ended = watchEnd(worker, api, watch.signal);
  return {
    ask: (question) =>
      Promise.race([
        question(api).catch((error: unknown) => fail({ code: 'worker-died', detail: String(error) })),
        ended.then((failure) => fail(failure)),
      ]),
    ended,
    terminate() {
      watch.abort();
      worker.terminate();
    },
    isTerminated: () => watch.signal.aborted,
  };
}

function watchEnd(worker: Worker, api: Remote<InferenceApi>, signal: AbortSignal): Promise<Failure> {
  return new Promise((resolve) => {
    const die = (detail: string) => resolve({ code: 'worker-died', detail });
    const onError = (event: ErrorEvent) => {
      event.preventDefault();
      // A script that can't be fetched raises an error event without a message.
      die(event.message || 'the worker script could not be loaded');
    };
    worker.addEventListener('error', onError, { signal });
    worker.addEventListener('messageerror', () => die('a message from the worker could not be read'), { signal });
    signal.addEventListener('abort', () => resolve({ code: 'cancelled' }));
    void watchLifeline(api, signal).then((died) => {
      if (died) die('the worker ended without a word');
    });
  });
}

/**
 * Waits for the Web Lock that the worker holds all its life. A worker that is killed raises no event, but the browser
 * frees its locks; a heartbeat could not tell a dead worker from one that WebAssembly keeps busy.
 * @returns true when the worker has ended, false when watching stopped or isn't possible here
 */
async function watchLifeline(api: Remote<InferenceApi>, signal: AbortSignal): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  const name = `edgeward-worker-${crypto.randomUUID()}`;
  try {
    if (!(await api.holdLifeline(name))) return false;
    return await navigator.locks.request(name, { signal }, () => true);
  } catch {
    // `terminate` stopped the watch, or the browser refuses locks: then error events remain the only sign.
    return false;
  }
}
