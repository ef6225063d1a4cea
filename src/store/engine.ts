import { createStore } from 'zustand/vanilla';
import { fail, type Failure, type Result } from '../contract/failure';
import type { Configuration, Device, LoadedModel } from '../contract/inference-api';
import type { InferenceClient, WorkerState } from '../inference/client';

export type { WorkerState } from '../inference/client';

/** Which model is wanted, and what the worker that runs it is doing. */
export interface Engine {
  /** Absent until the catalogue named a model that can run here. */
  choice?: Configuration;
  worker: WorkerState;
  /** Set when WASM runs although another device was asked for. */
  fallback?: { from: Device; failure: Failure };
}

type Client = Pick<InferenceClient, 'state' | 'subscribe' | 'load' | 'cancelLoad'>;

/** @param schedule batches the worker's many progress events, by animation frame in the page */
export function createEngine(client: Client, schedule: (flush: () => void) => void) {
  const store = createStore<Engine>(() => ({ worker: client.state }));
  let underWay: { configuration: Configuration; result: Promise<Result<LoadedModel>> } | undefined;
  let lastLoaded: Configuration | undefined;

  let scheduled = false;
  client.subscribe(() => {
    if (scheduled) return;
    scheduled = true;
    schedule(() => {
      scheduled = false;
      store.setState({ worker: client.state });
    });
  });

  function start(configuration: Configuration): Promise<Result<LoadedModel>> {
    const result = client.load(configuration).then((loaded) => afterLoad(configuration, loaded));
    underWay = { configuration, result };
    return result;
  }

  function afterLoad(
    configuration: Configuration,
    loaded: Result<LoadedModel>,
  ): Result<LoadedModel> | Promise<Result<LoadedModel>> {
    if (underWay?.configuration === configuration) underWay = undefined;
    if (loaded.ok) lastLoaded = configuration;
    // Another choice has been made meanwhile: its own load tells what became of it.
    if (loaded.ok || store.getState().choice !== configuration) return loaded;
    return fallBack(loaded.failure) ?? loaded;
  }

  /** Loads the choice on WASM when its device is to blame; undefined when there is nothing to fall back to. */
  function fallBack(failure: Failure): Promise<Result<LoadedModel>> | undefined {
    const { choice } = store.getState();
    if (choice === undefined || choice.device === 'wasm' || !blamesDevice(failure)) return undefined;
    const onWasm: Configuration = { ...choice, device: 'wasm' };
    store.setState({ choice: onWasm, fallback: { from: choice.device, failure } });
    return start(onWasm);
  }

  /** Makes this the wanted configuration and loads it, in a fresh worker. */
  function choose(choice: Configuration): Promise<Result<LoadedModel>> {
    // Replaced as a whole: what an earlier choice fell back from no longer matters.
    store.setState({ choice, worker: client.state }, true);
    return start(choice);
  }

  /** The end of a load that the client began by itself, to replace a worker that was stopped or died. */
  function replaced(): Promise<void> {
    return new Promise((resolve) => {
      const unsubscribe = client.subscribe((state) => {
        if (state.kind === 'loading') return;
        unsubscribe();
        resolve();
      });
    });
  }

  /** The wanted model, loaded now if it is not: after a failure, a cancelled load or a worker that died. */
  async function ready(): Promise<Result<LoadedModel>> {
    const { choice } = store.getState();
    if (choice === undefined) return noModel;
    if (underWay?.configuration === choice) return underWay.result;
    if (client.state.kind === 'loading' && sameCell(client.state.configuration, choice)) await replaced();
    const worker = client.state;
    const runs = (worker.kind === 'ready' || worker.kind === 'generating') && sameCell(worker.configuration, choice);
    return runs ? { ok: true, value: worker.loaded } : start(choice);
  }

  /** Gives up a load; what ran before comes back, so that a switch can be taken back. */
  function cancelLoad(): void {
    if (client.state.kind !== 'loading') return;
    const { choice } = store.getState();
    client.cancelLoad();
    if (lastLoaded !== undefined && choice !== lastLoaded) void choose(lastLoaded);
  }

  return { store, choose, ready, cancelLoad, fallBack };
}

export type EngineStore = ReturnType<typeof createEngine>;

const noModel: Result<LoadedModel> = fail({
  code: 'model-invalid',
  file: 'models/index.json',
  detail: 'It lists no image-text model that can run in this browser.',
});

export function sameCell(a: Configuration, b: Configuration): boolean {
  return a.modelId === b.modelId && a.dtype === b.dtype && a.device === b.device && a.threads === b.threads;
}

/** Failures after which the same files may well run on another device. */
function blamesDevice({ code }: Failure): boolean {
  return (
    code === 'device-lost' ||
    code === 'unsupported-configuration' ||
    code === 'session-failed' ||
    code === 'out-of-memory' ||
    code === 'worker-died'
  );
}
