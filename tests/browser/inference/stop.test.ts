import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GenerateRequest, GenerationEvent, GenerationStage } from '../../../src/contract/inference-api';
import {
  createInferenceClient,
  createInferenceWorker,
  type InferenceClient,
  type WorkerState,
} from '../../../src/inference/client';
import { nextTask } from '../../../src/image/next-task';
import { expectOk, MODELS_URL, onWasm, RUNTIME_URL } from './bundled-model';
import { picture } from './pictures';

const LONG: GenerateRequest = {
  imageId: 'stopped',
  image: picture(1),
  prompt: { kind: 'caption' },
  maxNewTokens: 200,
  forcedTokenCount: 200,
};

/** Longer than any stage takes on a busy machine: only the worker's own reaction ends an answer. */
const PATIENT_MS = 50_000;

describe('stopping an answer', () => {
  const clients: InferenceClient[] = [];
  const workers: Worker[] = [];
  const open = async (stopGraceMs: number) => {
    const client = createInferenceClient({
      modelsUrl: MODELS_URL,
      runtimeUrl: RUNTIME_URL,
      createWorker: () => {
        const worker = createInferenceWorker();
        workers.push(worker);
        return worker;
      },
      stopGraceMs,
    });
    clients.push(client);
    expectOk(await client.load(onWasm('q8')));
    return client;
  };
  let patient: InferenceClient;
  beforeAll(async () => {
    patient = await open(PATIENT_MS);
  }, 60_000);
  beforeEach(() => {
    workers.length = 0;
  });
  afterAll(() => clients.forEach((client) => client.dispose()));

  /** Aborts as soon as `isMoment` sees its event. */
  async function abortAt(client: InferenceClient, imageId: string, isMoment: (event: GenerationEvent) => boolean) {
    const controller = new AbortController();
    const seen: GenerationEvent[] = [];
    const onEvent = (event: GenerationEvent) => {
      seen.push(event);
      if (isMoment(event)) controller.abort();
    };
    const result = await client.generate({ ...LONG, imageId }, onEvent, controller.signal);
    return { result, seen };
  }
  const atStage = (stage: GenerationStage) => (event: GenerationEvent) =>
    event.kind === 'stage' && event.stage === stage;

  it('keeps the tokens that came before a stop, and the worker', async () => {
    let tokenCount = 0;
    const { result } = await abortAt(patient, 'decode', (event) => event.kind === 'token' && (tokenCount += 1) === 3);
    const { stopped, tokens } = expectOk(result);
    expect(stopped).toBe('cancelled');
    expect(tokens.length).toBeGreaterThanOrEqual(3);
    expect(tokens.length).toBeLessThan(LONG.maxNewTokens);
    expect(workers).toHaveLength(0);
    expect(patient.state.kind).toBe('ready');
  });

  it.each<GenerationStage>(['preprocess', 'encode', 'prefill'])(
    'gives up an answer that is stopped in %s, and keeps the worker',
    async (stage) => {
      const { result, seen } = await abortAt(patient, stage, atStage(stage));
      if (result.ok) expect(result.value.stopped).toBe('cancelled');
      else expect(result.failure).toEqual({ code: 'cancelled' });
      expect(seen.filter((event) => event.kind === 'token')).toEqual([]);
      expect(expectOk(await patient.generate({ ...LONG, forcedTokenCount: 2 }, () => undefined)).tokens).toHaveLength(
        2,
      );
      expect(workers).toHaveLength(0);
    },
  );

  it('does not start an answer that was stopped while its large image was handed over, and keeps the worker', async () => {
    const large = picture(1, 6000, 4000);
    const controller = new AbortController();
    const generation = patient.generate(
      { ...LONG, imageId: 'large', image: large },
      () => undefined,
      controller.signal,
    );
    while (patient.state.kind !== 'generating') await nextTask();
    // The worker is asked whether it holds the image; then the 72 MB are copied, 3 MB a turn.
    for (let turn = 0; turn < 5; turn += 1) await nextTask();
    controller.abort();
    expect(await generation).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(large.data).toHaveLength(72_000_000);
    const again = await patient.generate({ ...LONG, imageId: 'large', forcedTokenCount: 2 }, () => undefined);
    expect(expectOk(again).tokens).toHaveLength(2);
    expect(workers).toHaveLength(0);
  });

  it('does not start an answer that was stopped while it waited', async () => {
    const controller = new AbortController();
    const running = patient.generate({ ...LONG, forcedTokenCount: 20 }, () => undefined);
    const seen: GenerationEvent[] = [];
    const waiting = patient.generate(LONG, (event) => seen.push(event), controller.signal);
    controller.abort();
    expect(expectOk(await running).tokens).toHaveLength(20);
    expect(await waiting).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(seen).toEqual([]);
  });

  it('replaces a worker that does not react in time, and answers again without being told to load', async () => {
    const hasty = await open(0);
    const states: WorkerState['kind'][] = [];
    hasty.subscribe((state) => states.push(state.kind));
    const { result } = await abortAt(hasty, 'hasty', atStage('encode'));
    expect(result).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(hasty.state.kind).toBe('loading');
    expect(states).not.toContain('failed');
    expect(expectOk(await hasty.generate({ ...LONG, forcedTokenCount: 2 }, () => undefined)).tokens).toHaveLength(2);
    expect(workers).toHaveLength(2);
  });
});
