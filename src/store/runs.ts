import type { Failure } from '../contract/failure';
import type { GeneratedToken, GenerationEvent, GenerationResult, Prompt } from '../contract/inference-api';
import type { InferenceClient } from '../inference/client';
import type { ConversationStore } from './conversation';
import type { EngineStore } from './engine';
import { isUnderWay, type Run } from './exchange';
import type { GalleryImage } from './gallery-image';
import type { Pixels } from './pixels';

export interface RunParts {
  client: Pick<InferenceClient, 'generate'>;
  engine: Pick<EngineStore, 'store' | 'ready' | 'fallBack'>;
  conversation: ConversationStore;
  pixels: Pick<Pixels, 'pixelsOf'>;
  findImage(id: string): GalleryImage | undefined;
  /** Batches streamed tokens, by animation frame in the page. */
  schedule(flush: () => void): void;
}

const MAX_NEW_TOKENS = 128;

/** Carries prompts to the model one at a time, in the order they were asked. */
export function createRuns(parts: RunParts) {
  const { conversation, engine } = parts;
  const waiting: Run[] = [];
  let current: { run: Run; abort: AbortController } | undefined;

  function ask(imageId: string, prompt: Prompt): void {
    enqueue(conversation.open(imageId, prompt).id);
  }

  /** Asks the same prompt again, under the configuration that is chosen now. */
  function repeat(exchangeId: number): void {
    enqueue(exchangeId);
  }

  function enqueue(exchangeId: number): void {
    const { choice } = engine.store.getState();
    // Without a model the run is kept all the same: it then carries the failure that the reader sees and may retry.
    const configuration = choice ?? { modelId: '', dtype: 'q8', device: 'wasm' };
    const run = conversation.addRun(exchangeId, configuration);
    if (run === undefined) return;
    waiting.push(run);
    if (current === undefined) void carryOut();
  }

  async function carryOut(): Promise<void> {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
      current = { run, abort: new AbortController() };
      await perform(parts, run, current.abort.signal);
    }
    current = undefined;
  }

  /** Stops the answer under way and all that wait behind it. */
  function stop(): void {
    for (const run of waiting.splice(0)) conversation.update(run.id, { phase: { kind: 'stopped' } });
    if (current === undefined) return;
    const { run, abort } = current;
    abort.abort();
    // Shown at once: during encoding the worker itself needs a moment to be replaced.
    const latest = conversation.store.getState().runs[run.id];
    if (isUnderWay(latest)) conversation.update(run.id, { phase: { kind: 'stopped' } });
  }

  return { ask, repeat, stop };
}

export type Runs = ReturnType<typeof createRuns>;

async function perform(parts: RunParts, run: Run, signal: AbortSignal, isSecondTry = false): Promise<void> {
  const update = (change: Partial<Run>) => parts.conversation.update(run.id, change);
  const isStopped = () => signal.aborted;
  const image = parts.findImage(run.imageId);
  if (image === undefined) return;
  const [loaded, decoded] = await Promise.all([parts.engine.ready(), parts.pixels.pixelsOf(image)]);
  if (isStopped()) return;
  if (!loaded.ok) {
    update(failed(loaded.failure));
    return;
  }
  if (!decoded.ok) {
    update(failed(decoded.failure));
    return;
  }
  const configuration = parts.engine.store.getState().choice ?? run.configuration;
  update({ loaded: loaded.value, configuration, phase: { kind: 'running', stage: 'preprocess' } });
  const events = collectEvents(update, signal, (flush) => parts.schedule(flush));
  const result = await parts.client.generate(
    { imageId: run.imageId, image: decoded.value.image, prompt: run.prompt, maxNewTokens: MAX_NEW_TOKENS },
    events.take,
    signal,
  );
  events.close();
  if (result.ok) {
    update(finished(result.value));
    return;
  }
  // A device that gave out is replaced by WASM, and the question is asked once more there.
  const canRetry = !isSecondTry && !isStopped();
  if (canRetry && parts.engine.fallBack(result.failure) !== undefined) {
    update({ tokens: [], phase: { kind: 'waiting' } });
    await perform(parts, run, signal, true);
    return;
  }
  update(failed(isStopped() ? { code: 'cancelled' } : result.failure));
}

function failed(failure: Failure): Partial<Run> {
  return { phase: failure.code === 'cancelled' ? { kind: 'stopped' } : { kind: 'failed', failure } };
}

/** An answer that was stopped keeps its tokens but has no figures that could be compared with a whole one. */
function finished(result: GenerationResult): Partial<Run> {
  const { tokens, limit } = result;
  return {
    tokens,
    ...(limit === undefined ? {} : { limit }),
    phase: result.stopped === 'cancelled' ? { kind: 'stopped' } : { kind: 'finished', result },
  };
}

/** Gathers the worker's events and writes them at most once a frame. */
function collectEvents(
  update: (change: Partial<Run>) => void,
  signal: AbortSignal,
  schedule: (flush: () => void) => void,
) {
  const tokens: GeneratedToken[] = [];
  let change: Partial<Run> = {};
  let state: 'idle' | 'scheduled' | 'closed' = 'idle';
  const flush = () => {
    if (state === 'closed') return;
    state = 'idle';
    // After a stop the words stay as they were, and the phase is no longer the worker's to tell.
    if (!signal.aborted) update({ ...change, tokens: [...tokens] });
    change = {};
  };
  const take = (event: GenerationEvent): void => {
    if (event.kind === 'token') tokens.push(event.token);
    else if (event.kind === 'limit') change.limit = event.limit;
    else change.phase = { kind: 'running', stage: event.stage };
    if (state !== 'idle') return;
    state = 'scheduled';
    schedule(flush);
  };
  return { take, close: () => void (state = 'closed') };
}
