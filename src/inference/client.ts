import { fail, type Result } from '../contract/failure';
import type {
  Configuration,
  GenerateRequest,
  GenerationEvent,
  GenerationResult,
  LoadedModel,
} from '../contract/inference-api';
import { Lifecycle } from './lifecycle';
import type { WorkerAddresses } from './load-into';
import { runGeneration } from './run-generation';
import type { ChooseThreads } from './thread-choice';
import type { WorkerState } from './worker-state';

export type { WorkerState } from './worker-state';

export interface InferenceClient {
  readonly state: WorkerState;
  subscribe(listener: (state: WorkerState) => void): () => void;
  /** Starts a fresh worker, replacing the present one; a load under way is cancelled. */
  load(configuration: Configuration): Promise<Result<LoadedModel>>;
  cancelLoad(): void;
  /**
   * Queued: one at a time, after a load under way. Loads the last configuration again when the worker has died since.
   * An abort keeps the tokens that came before it, or is the failure `cancelled` when there were none.
   */
  generate(
    request: GenerateRequest,
    onEvent: (event: GenerationEvent) => void,
    signal?: AbortSignal,
  ): Promise<Result<GenerationResult>>;
  /** Ends the worker; generations that still wait become `cancelled`. */
  dispose(): void;
}

export interface InferenceClientOptions extends WorkerAddresses {
  createWorker?: () => Worker;
  /** Asked where a WASM configuration names no number of threads; else the worker takes one for each core, four at most. */
  chooseThreads?: ChooseThreads;
  /** How long a stop waits for the worker to react by itself before the worker is replaced. */
  stopGraceMs?: number;
}

const STOP_GRACE_MS = 300;

/** The page's only way to a worker: starts, queues, cancels and replaces. */
export function createInferenceClient(options: InferenceClientOptions): InferenceClient {
  const { stopGraceMs = STOP_GRACE_MS } = options;
  const lifecycle = new Lifecycle({ createWorker: createInferenceWorker, ...options });
  const disposal = new AbortController();
  let queue: Promise<unknown> = Promise.resolve();

  async function takeTurn(
    request: GenerateRequest,
    onEvent: (event: GenerationEvent) => void,
    signal: AbortSignal,
  ): Promise<Result<GenerationResult>> {
    const ready = await unlessAborted(() => lifecycle.ready(), signal);
    if (!ready.ok) return ready;
    const { handle } = ready.value;
    const onStage = lifecycle.showGenerating.bind(lifecycle, ready.value);
    onStage('preprocess');
    const { result, workerUsable } = await runGeneration({ handle, request, onEvent, onStage, signal, stopGraceMs });
    if (workerUsable) lifecycle.settle(ready.value);
    else lifecycle.replace(ready.value, result.ok ? { code: 'cancelled' } : result.failure);
    return result;
  }

  return {
    get state() {
      return lifecycle.state;
    },
    subscribe(listener) {
      lifecycle.listeners.add(listener);
      return () => lifecycle.listeners.delete(listener);
    },
    load(configuration) {
      lifecycle.allowReplacement();
      return lifecycle.start(configuration).loading;
    },
    cancelLoad() {
      if (lifecycle.state.kind === 'loading') lifecycle.stop();
    },
    generate(request, onEvent, signal) {
      const stop = signal === undefined ? disposal.signal : AbortSignal.any([signal, disposal.signal]);
      const turn = queue.then(() => takeTurn(request, onEvent, stop));
      queue = turn;
      return turn;
    },
    dispose() {
      disposal.abort();
      lifecycle.stop();
      lifecycle.listeners.clear();
    },
  };
}

/** Stops waiting at once when the reader does; the work itself goes on. */
async function unlessAborted<T>(work: () => Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  if (signal.aborted) return fail({ code: 'cancelled' });
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<Result<T>>((resolve) => {
    onAbort = () => resolve(fail({ code: 'cancelled' }));
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  }
}

/** The one place that names the inference worker's script. */
export function createInferenceWorker(): Worker {
  return new Worker(new URL('../../workers/inference.worker.ts', import.meta.url), {
    type: 'module',
    name: 'edgeward-inference',
  });
}
