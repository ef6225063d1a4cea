import { transfer } from 'comlink';
import type { Result } from '../contract/failure';
import type { Configuration, LoadedModel, LoadEvent } from '../contract/inference-api';
import { openEventChannel } from './event-channel';
import type { WorkerHandle } from './worker-handle';

export interface WorkerAddresses {
  /** Absolute URL of the models' folder, ends with a slash. */
  modelsUrl: string;
  /** Absolute URL of ONNX Runtime's files, ends with a slash. */
  runtimeUrl: string;
}

/** Has a fresh worker load its one configuration. Settles with the worker's end at the latest. */
export function loadInto(
  handle: WorkerHandle,
  configuration: Configuration,
  { modelsUrl, runtimeUrl }: WorkerAddresses,
  onEvent: (event: LoadEvent) => void,
): Promise<Result<LoadedModel>> {
  const { port, drained } = openEventChannel(onEvent);
  return handle.ask(async (api) => {
    const loaded = await api.load({ configuration, modelsUrl, runtimeUrl }, transfer(port, [port]));
    await drained;
    return loaded;
  });
}
