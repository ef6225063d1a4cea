import { unreachable } from '../../contract/failure';
import type { Configuration } from '../../contract/inference-api';
import type { Engine } from '../../store/engine';

const DEVICE_NAMES = { webgpu: 'WebGPU', wasm: 'WASM' } as const;

/** One line on what the machine does, in words that do not change with every byte: it is read aloud. */
export function statusLine({ worker }: Pick<Engine, 'worker'>, isAnswering: boolean): string {
  switch (worker.kind) {
    case 'idle':
      return 'No model is loaded';
    case 'loading':
      return `Loading ${cellName(worker.configuration)}`;
    case 'ready':
    case 'generating': {
      const { runtime } = worker.loaded;
      const threads = runtime.threads === undefined ? '' : `, ${countThreads(runtime.threads)}`;
      const name = `${cellName(worker.configuration)}${threads}`;
      return isAnswering ? `Answering with ${name}` : `Ready: ${name}`;
    }
    case 'failed':
      return `${cellName(worker.configuration)} failed`;
    default:
      return unreachable(worker);
  }
}

export function cellName({ modelId, dtype, device }: Configuration): string {
  return `${modelId} ${dtype} on ${DEVICE_NAMES[device]}`;
}

export function deviceName(device: Configuration['device']): string {
  return DEVICE_NAMES[device];
}

export function countThreads(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}
