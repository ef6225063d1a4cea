import { fail, succeed, type Failure, type Result } from '../contract/failure';
import type { Configuration, GenerationStage, LoadedModel, LoadEvent } from '../contract/inference-api';
import { loadInto, type WorkerAddresses } from './load-into';
import type { ChooseThreads } from './thread-choice';
import { startWorker, type WorkerHandle } from './worker-handle';
import type { WorkerState } from './worker-state';

/** One worker with its one configuration. */
export interface Attempt {
  configuration: Configuration;
  handle: WorkerHandle;
  /** Settles once and never rejects; `cancelled` when another attempt took its place. */
  loading: Promise<Result<LoadedModel>>;
}

export interface ReadyAttempt extends Attempt {
  loaded: LoadedModel;
}

/** Starts workers, one at a time, and replaces those that fail: a worker that failed is never used again. */
export class Lifecycle {
  state: WorkerState = { kind: 'idle' };
  readonly listeners = new Set<(state: WorkerState) => void>();
  #attempt: Attempt | undefined;
  #lastConfiguration: Configuration | undefined;
  /** False after a replacement until a generation succeeds: a worker that always dies is not restarted for ever. */
  #mayReplace = true;

  constructor(
    private readonly options: WorkerAddresses & { createWorker: () => Worker; chooseThreads?: ChooseThreads },
  ) {}

  start(configuration: Configuration): Attempt {
    this.#attempt?.handle.terminate();
    this.#lastConfiguration = configuration;
    const handle = startWorker(this.options.createWorker);
    const attempt: Attempt = { configuration, handle, loading: this.#load(handle, configuration) };
    this.#attempt = attempt;
    this.#setState({ kind: 'loading', configuration });
    void attempt.loading.then((loaded) => this.#settleLoad(attempt, loaded));
    return attempt;
  }

  /** Ends the present worker; whatever waits for it becomes `cancelled`. */
  stop(): void {
    const attempt = this.#attempt;
    this.#attempt = undefined;
    attempt?.handle.terminate();
    this.#setState({ kind: 'idle' });
  }

  /** A choice by the reader, as opposed to a replacement: the count of replacements begins anew. */
  allowReplacement(): void {
    this.#mayReplace = true;
  }

  /** The worker that can generate, once it has loaded. When the page loads something else meanwhile, that one. */
  async ready(): Promise<Result<ReadyAttempt>> {
    for (;;) {
      if (this.#attempt === undefined && this.#lastConfiguration !== undefined) this.start(this.#lastConfiguration);
      const attempt = this.#attempt;
      if (attempt === undefined) {
        return fail({ code: 'generation-failed', stage: 'preprocess', detail: 'no model has been loaded' });
      }
      const loaded = await attempt.loading;
      const superseded = this.#attempt !== attempt;
      if (loaded.ok && !superseded) return succeed({ ...attempt, loaded: loaded.value });
      if (!loaded.ok && (!superseded || this.#attempt === undefined)) return loaded;
    }
  }

  showGenerating({ handle, configuration, loaded }: ReadyAttempt, stage: GenerationStage): void {
    if (this.#serves(handle)) this.#setState({ kind: 'generating', configuration, loaded, stage });
  }

  /** After a generation that left its worker in order. */
  settle({ handle, configuration, loaded }: ReadyAttempt): void {
    if (!this.#serves(handle)) return;
    this.#mayReplace = true;
    this.#setState({ kind: 'ready', configuration, loaded });
  }

  /** After a worker failed or was stopped hard. A stop by the reader (`cancelled`) is not shown as a failure. */
  replace({ handle, configuration }: Attempt, failure: Failure): void {
    if (!this.#serves(handle)) return;
    if (failure.code === 'cancelled') {
      this.start(configuration);
      return;
    }
    this.#giveUp(handle, configuration, failure);
    if (this.#mayReplace) this.start(configuration);
    this.#mayReplace = false;
  }

  async #load(handle: WorkerHandle, configuration: Configuration): Promise<Result<LoadedModel>> {
    const onEvent = (event: LoadEvent) => {
      if (this.#serves(handle) && this.state.kind === 'loading') {
        this.#setState({ kind: 'loading', configuration, event });
      }
    };
    const threads = await this.#threadsFor(handle, configuration);
    const complete = threads === undefined ? configuration : { ...configuration, threads };
    return loadInto(handle, complete, this.options, onEvent);
  }

  async #threadsFor(handle: WorkerHandle, configuration: Configuration): Promise<number | undefined> {
    const { chooseThreads } = this.options;
    const { threads, device } = configuration;
    if (threads !== undefined || device !== 'wasm' || chooseThreads === undefined) return threads;
    const ended = new AbortController();
    void handle.ended.then(() => ended.abort());
    return chooseThreads(configuration, ended.signal);
  }

  #settleLoad(attempt: Attempt, loaded: Result<LoadedModel>): void {
    const { configuration, handle } = attempt;
    if (!this.#serves(handle)) return;
    if (!loaded.ok) {
      this.#giveUp(handle, configuration, loaded.failure);
      return;
    }
    this.#setState({ kind: 'ready', configuration, loaded: loaded.value });
    void handle.ended.then((failure) => {
      if (this.state.kind === 'ready') this.replace(attempt, failure);
    });
  }

  #giveUp(handle: WorkerHandle, configuration: Configuration, failure: Failure): void {
    this.#attempt = undefined;
    handle.terminate();
    this.#setState({ kind: 'failed', configuration, failure });
  }

  #serves(handle: WorkerHandle): boolean {
    return this.#attempt?.handle === handle;
  }

  #setState(state: WorkerState): void {
    this.state = state;
    for (const listener of [...this.listeners]) listener(state);
  }
}
