import { afterEach, describe, expect, it } from 'vitest';
import type { GenerateRequest, GenerationEvent, GenerationStage } from '../../../src/contract/inference-api';
import {
  createInferenceClient,
  createInferenceWorker,
  type InferenceClient,
  type WorkerState,
} from '../../../src/inference/client';
import { expectOk, MODELS_URL, onWasm, RUNTIME_URL } from './bundled-model';
import { picture } from './pictures';

const LONG: GenerateRequest = {
  imageId: 'stopped',
  image: picture(1),
  prompt: { kind: 'caption' },
  maxNewTokens: 200,
  forcedTokenCount: 200,
};

describe('stopping an answer', () => {
  let client: InferenceClient | undefined;
  const workers: Worker[] = [];
  afterEach(() => client?.dispose());

  async function readyClient(stopGraceMs?: number) {
    workers.length = 0;
    client = createInferenceClient({
      modelsUrl: MODELS_URL,
      runtimeUrl: RUNTIME_URL,
      createWorker: () => {
        const worker = createInferenceWorker();
        workers.push(worker);
        return worker;
      },
      ...(stopGraceMs === undefined ? {} : { stopGraceMs }),
    });
    expectOk(await client.load(onWasm('q8')));
    return client;
  }

  /** Aborts as soon as `isMoment` sees its event. */
  async function abortAt(asked: InferenceClient, isMoment: (event: GenerationEvent) => boolean) {
    const controller = new AbortController();
    const seen: GenerationEvent[] = [];
    let abortedAt = 0;
    const result = await asked.generate(
      LONG,
      (event) => {
        seen.push(event);
        if (!isMoment(event) || controller.signal.aborted) return;
        abortedAt = performance.now();
        controller.abort();
      },
      controller.signal,
    );
    return { result, seen, reactionMs: performance.now() - abortedAt };
  }
  const atStage = (stage: GenerationStage) => (event: GenerationEvent) =>
    event.kind === 'stage' && event.stage === stage;

  it('keeps the tokens that came before a stop, and the worker', async () => {
    const asked = await readyClient(5_000);
    let tokenCount = 0;
    const { result, reactionMs } = await abortAt(asked, (event) => event.kind === 'token' && (tokenCount += 1) === 3);
    const { stopped, tokens } = expectOk(result);
    expect(stopped).toBe('cancelled');
    expect(tokens.length).toBeGreaterThanOrEqual(3);
    expect(tokens.length).toBeLessThan(50);
    expect(reactionMs).toBeLessThan(2_000);
    expect(workers).toHaveLength(1);
    expect(asked.state.kind).toBe('ready');
  });

  it.each<GenerationStage>(['preprocess', 'encode', 'prefill'])(
    'gives up an answer that is stopped in %s',
    async (stage) => {
      const asked = await readyClient(5_000);
      const { result, seen } = await abortAt(asked, atStage(stage));
      if (result.ok) expect(result.value.stopped).toBe('cancelled');
      else expect(result.failure).toEqual({ code: 'cancelled' });
      expect(seen.filter((event) => event.kind === 'token')).toEqual([]);
      expect(expectOk(await asked.generate({ ...LONG, forcedTokenCount: 2 }, () => undefined)).tokens).toHaveLength(2);
      expect(workers).toHaveLength(1);
    },
  );

  it('replaces a worker that does not react in time, and answers again without being told to load', async () => {
    const asked = await readyClient(0);
    const states: WorkerState['kind'][] = [];
    asked.subscribe((state) => states.push(state.kind));
    const { result } = await abortAt(asked, atStage('encode'));
    expect(result).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(asked.state.kind).toBe('loading');
    expect(states).not.toContain('failed');
    const again = expectOk(await asked.generate({ ...LONG, forcedTokenCount: 2 }, () => undefined));
    expect(again.tokens).toHaveLength(2);
    expect(workers).toHaveLength(2);
  });

  it('does not start an answer that was stopped while it waited', async () => {
    const asked = await readyClient();
    const controller = new AbortController();
    const running = asked.generate({ ...LONG, forcedTokenCount: 20 }, () => undefined);
    const seen: GenerationEvent[] = [];
    const waiting = asked.generate(LONG, (event) => seen.push(event), controller.signal);
    controller.abort();
    expect(expectOk(await running).tokens).toHaveLength(20);
    expect(await waiting).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(seen).toEqual([]);
  });
});
