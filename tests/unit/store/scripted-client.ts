import { fail, succeed, type Result } from '../../../src/contract/failure';
import type {
  Configuration,
  GenerateRequest,
  GenerationEvent,
  GenerationResult,
  LoadedModel,
} from '../../../src/contract/inference-api';
import type { InferenceClient, WorkerState } from '../../../src/inference/client';
import { finishedRun } from './finished-run';

interface PendingLoad {
  configuration: Configuration;
  end: (result: Result<LoadedModel>) => void;
}

interface PendingRun {
  request: GenerateRequest;
  onEvent: (event: GenerationEvent) => void;
  signal: AbortSignal | undefined;
  end: (result: Result<GenerationResult>) => void;
}

/** Stands in for the worker's client: a test decides when a load or an answer ends, and how. */
export class ScriptedClient implements InferenceClient {
  state: WorkerState = { kind: 'idle' };
  readonly loads: PendingLoad[] = [];
  readonly runs: PendingRun[] = [];
  readonly #listeners = new Set<(state: WorkerState) => void>();

  subscribe(listener: (state: WorkerState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  load(configuration: Configuration): Promise<Result<LoadedModel>> {
    this.show({ kind: 'loading', configuration });
    return new Promise((resolve) => {
      const end = (result: Result<LoadedModel>): void => {
        this.show(
          result.ok
            ? { kind: 'ready', configuration, loaded: result.value }
            : { kind: 'failed', configuration, failure: result.failure },
        );
        resolve(result);
      };
      this.loads.push({ configuration, end });
    });
  }

  cancelLoad(): void {
    this.loads.at(-1)?.end(fail({ code: 'cancelled' }));
  }

  generate(
    request: GenerateRequest,
    onEvent: (event: GenerationEvent) => void,
    signal?: AbortSignal,
  ): Promise<Result<GenerationResult>> {
    return new Promise((end) => this.runs.push({ request, onEvent, signal, end }));
  }

  dispose(): void {
    this.#listeners.clear();
  }

  show(state: WorkerState): void {
    this.state = state;
    for (const listener of this.#listeners) listener(state);
  }

  /** Ends the latest load well. */
  finishLoad(): void {
    const load = this.loads.at(-1);
    load?.end(succeed(loadedModel(load.configuration)));
  }
}

export function loadedModel({ dtype, device }: Configuration): LoadedModel {
  return finishedRun({ id: 0, exchangeId: 0, dtype, device, firstTokenMs: 1, loadMs: 1 }).loaded;
}

export function answer(text: string, stopped: GenerationResult['stopped'] = 'end-of-sequence'): GenerationResult {
  const { result } = finishedRun({ id: 0, exchangeId: 0, dtype: 'q8', firstTokenMs: 1, loadMs: 1 }).phase;
  return { ...result, text, stopped, tokens: [{ id: 1, text, probability: 0.9 }] };
}

/** Lets everything that is already settled take its course. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
