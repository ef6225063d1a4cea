import { createStore } from 'zustand/vanilla';
import { configurationKey } from '../benchmark/configuration-label';
import { MAX_ANSWER_TOKENS } from '../benchmark/evaluate-pack';
import type { InferencePort } from '../benchmark/inference-port';
import type { Failure } from '../contract/failure';
import type { Configuration, GenerationResult, LoadedModel, Prompt } from '../contract/inference-api';
import type { GalleryImage } from './gallery-image';
import type { Pixels } from './pixels';
import { createSideWorkers } from './side-workers';

/** Fewer compare nothing; more would not fit beside each other. */
export const MIN_SIDES = 2;
export const MAX_SIDES = 4;

export type SideAnswer =
  | { kind: 'waiting' }
  | { kind: 'loading' }
  | { kind: 'answering'; text: string; loaded: LoadedModel }
  | { kind: 'finished'; result: GenerationResult; loaded: LoadedModel }
  | { kind: 'failed'; failure: Failure };

export interface SideBySide {
  configurations: readonly Configuration[];
  imageId?: string;
  prompt: Prompt;
  /** By configuration key; empty until the first press. */
  answers: Readonly<Record<string, SideAnswer>>;
  /** What the answers are about: the choice may have changed since. */
  asked?: { imageId: string; prompt: Prompt };
  isRunning: boolean;
}

export interface SideBySideParts {
  images: () => readonly GalleryImage[];
  pixels: Pick<Pixels, 'pixelsOf'>;
  createClient: () => InferencePort;
}

/**
 * Lets several configurations answer the same prompt about the same image, one after the other so that they do not
 * compete. Their workers stay for the next image and end when the configuration is taken away or the view is left.
 */
export function createSideBySide(parts: SideBySideParts) {
  const store = createStore<SideBySide>(() => ({
    configurations: [],
    prompt: { kind: 'caption' },
    answers: {},
    isRunning: false,
  }));
  const workers = createSideWorkers(parts.createClient);
  let stopping = new AbortController();

  function setAnswer(key: string, answer: SideAnswer): void {
    store.setState((state) => ({ answers: { ...state.answers, [key]: answer } }));
  }

  async function run(): Promise<void> {
    const { configurations, imageId, prompt, isRunning } = store.getState();
    const image = parts.images().find(({ id }) => id === imageId);
    if (image === undefined || isRunning || configurations.length === 0) return;
    stopping = new AbortController();
    const { signal } = stopping;
    const keys = configurations.map(configurationKey);
    store.setState({
      isRunning: true,
      asked: { imageId: image.id, prompt },
      answers: Object.fromEntries(keys.map((key) => [key, { kind: 'waiting' } as const])),
    });
    const pixels = await parts.pixels.pixelsOf(image);
    for (const configuration of configurations) {
      const key = configurationKey(configuration);
      if (!pixels.ok) setAnswer(key, { kind: 'failed', failure: pixels.failure });
      else if (signal.aborted) setAnswer(key, { kind: 'failed', failure: { code: 'cancelled' } });
      else setAnswer(key, await answer(configuration, { image, prompt, pixels: pixels.value.image, signal }));
    }
    store.setState({ isRunning: false });
  }

  interface Turn {
    image: GalleryImage;
    prompt: Prompt;
    pixels: Parameters<InferencePort['generate']>[0]['image'] & object;
    signal: AbortSignal;
  }

  async function answer(configuration: Configuration, turn: Turn): Promise<SideAnswer> {
    const key = configurationKey(configuration);
    const side = await workers.take(configuration, () => setAnswer(key, { kind: 'loading' }));
    if (!side.ok) return { kind: 'failed', failure: turn.signal.aborted ? { code: 'cancelled' } : side.failure };
    const { client, loaded } = side.value;
    let text = '';
    setAnswer(key, { kind: 'answering', text, loaded });
    const result = await client.generate(
      {
        // A number of its own each time, so that every precision encodes the image and none reuses its features.
        imageId: `${turn.image.id}#side-${++serial}`,
        image: turn.pixels,
        prompt: turn.prompt,
        maxNewTokens: MAX_ANSWER_TOKENS,
      },
      (event) => {
        if (event.kind === 'token') setAnswer(key, { kind: 'answering', text: (text += event.token.text), loaded });
      },
      turn.signal,
    );
    if (result.ok) return { kind: 'finished', result: result.value, loaded };
    workers.end(key);
    return { kind: 'failed', failure: result.failure };
  }

  let serial = 0;

  /** Stops the answer under way and the load under way; what is finished stays. */
  function stop(): void {
    stopping.abort();
    workers.endLoading();
  }

  function choose(configurations: readonly Configuration[]): void {
    workers.keepOnly(configurations);
    store.setState({ configurations: configurations.slice(0, MAX_SIDES) });
  }

  /** The image after the present one, round and round; asks the same of it. */
  async function next(step = 1): Promise<void> {
    const images = parts.images();
    const position = images.findIndex(({ id }) => id === store.getState().imageId);
    const image = images[(position + step + images.length) % images.length];
    if (image === undefined || store.getState().isRunning) return;
    store.setState({ imageId: image.id });
    await run();
  }

  return {
    store,
    run,
    stop,
    next,
    choose,
    chooseImage: (imageId: string) => store.setState({ imageId }),
    choosePrompt: (prompt: Prompt) => store.setState({ prompt }),
    /** Ends all workers; answers stay to be read. */
    leave: () => {
      stop();
      workers.keepOnly([]);
    },
  };
}

export type SideBySideStore = ReturnType<typeof createSideBySide>;
