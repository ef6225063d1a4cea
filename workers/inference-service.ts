import { fail, type Result } from '../src/contract/failure';
import type {
  GenerateRequest,
  GenerationEvent,
  GenerationResult,
  InferenceApi,
  LoadedModel,
  LoadEvent,
  LoadRequest,
} from '../src/contract/inference-api';
import { openEventStream, type EventStream } from './event-stream';
import { FeatureCache } from './feature-cache';
import { generateAnswer } from './generate';
import type { ImageFeatures } from './image-features';
import { ImagePrefixSlot } from './image-prefix';
import { openSession, type Session } from './session';
import { warmUp } from './warm-up';

/** Images whose features stay at hand: a session's gallery, at some 50 kB each for the bundled model. */
const CACHED_IMAGES = 32;

/** The worker's side of the contract: one load, then one generation at a time. */
export class InferenceService implements InferenceApi {
  #session: Session | undefined;
  #busy = false;
  #cancelled = false;
  readonly #features = new FeatureCache<ImageFeatures>(CACHED_IMAGES);
  readonly #prefix = new ImagePrefixSlot();

  holdLifeline(name: string): Promise<boolean> {
    if (!('locks' in navigator)) return Promise.resolve(false);
    return new Promise((resolve) => {
      void navigator.locks.request(name, () => {
        resolve(true);
        return new Promise(() => undefined);
      });
    });
  }

  async load(request: LoadRequest, port: MessagePort): Promise<Result<LoadedModel>> {
    const events = openEventStream<LoadEvent>(port);
    const emit = (event: LoadEvent) => {
      events.emit(event);
      events.flush();
    };
    try {
      const opened = await openSession(request, emit);
      if (!opened.ok) return opened;
      const { session, loaded } = opened.value;
      this.#session = session;
      if (request.configuration.device === 'wasm') return { ok: true, value: loaded };
      return await warmUp(session, loaded, emit);
    } finally {
      events.close();
    }
  }

  async generate(request: GenerateRequest, port: MessagePort): Promise<Result<GenerationResult>> {
    const events = openEventStream<GenerationEvent>(port);
    try {
      return await this.#generate(request, events);
    } finally {
      events.close();
    }
  }

  async #generate(
    request: GenerateRequest,
    { emit, flush }: EventStream<GenerationEvent>,
  ): Promise<Result<GenerationResult>> {
    const session = this.#session;
    if (session === undefined || this.#busy) {
      const detail = session === undefined ? 'no model is loaded' : 'another generation is running';
      return fail({ code: 'generation-failed', stage: 'preprocess', detail });
    }
    this.#busy = true;
    this.#cancelled = false;
    try {
      return await generateAnswer(session, request, {
        features: this.#features,
        prefix: this.#prefix,
        emit,
        flush,
        isCancelled: () => this.#cancelled,
      });
    } finally {
      this.#busy = false;
    }
  }

  cancel(): Promise<void> {
    this.#cancelled = true;
    return Promise.resolve();
  }

  holdsImage(imageId: string): Promise<boolean> {
    return Promise.resolve(this.#features.has(imageId));
  }

  async dispose(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#features.clear();
    this.#prefix.clear();
    await session?.model.dispose();
  }
}
