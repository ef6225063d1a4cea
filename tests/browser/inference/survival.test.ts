import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../../../src/contract/inference-api';
import {
  createInferenceClient,
  createInferenceWorker,
  type InferenceClient,
  type WorkerState,
} from '../../../src/inference/client';
import { alteredModelsUrl, expectOk, MODELS_URL, onWasm, RUNTIME_URL } from './bundled-model';
import { picture } from './pictures';

const QUESTION: GenerateRequest = {
  imageId: 'survivor',
  image: picture(2),
  prompt: { kind: 'question', text: 'Which organ is shown?' },
  maxNewTokens: 8,
  forcedTokenCount: 8,
};

/** A busy machine takes its time to start a worker. */
const PATIENCE = { timeout: 40_000, interval: 20 };

describe('a page whose worker fails', () => {
  let workers: Worker[];
  let states: WorkerState[];
  let client: InferenceClient;

  const open = (modelsUrl = MODELS_URL, script?: URL) => {
    client = createInferenceClient({
      modelsUrl,
      runtimeUrl: RUNTIME_URL,
      createWorker: () => {
        const worker = script === undefined ? createInferenceWorker() : new Worker(script, { type: 'module' });
        workers.push(worker);
        return worker;
      },
    });
    client.subscribe((state) => states.push(state));
  };
  const reached = (kind: WorkerState['kind']) => expect.poll(() => client.state.kind, PATIENCE).toBe(kind);

  beforeEach(() => {
    workers = [];
    states = [];
  });
  afterEach(() => client.dispose());

  it('notices a worker that is killed while idle, says so, and has a fresh one ready', async () => {
    open();
    expectOk(await client.load(onWasm('q8')));
    const before = expectOk(await client.generate(QUESTION, () => undefined));
    workers[0]?.terminate();
    await expect.poll(() => states.find((state) => state.kind === 'failed'), PATIENCE).toBeDefined();
    await reached('ready');
    expect(workers).toHaveLength(2);
    const after = expectOk(await client.generate(QUESTION, () => undefined));
    expect(after.tokens).toEqual(before.tokens);
  });

  it('turns the death of a worker in the middle of an answer into a failure, and answers the next', async () => {
    open();
    expectOk(await client.load(onWasm('q8')));
    const result = await client.generate({ ...QUESTION, forcedTokenCount: 200 }, (event) => {
      if (event.kind === 'token') workers[0]?.terminate();
    });
    expect(result).toMatchObject({ ok: false, failure: { code: 'worker-died' } });
    expect(expectOk(await client.generate(QUESTION, () => undefined)).tokens).toHaveLength(8);
    expect(workers).toHaveLength(2);
  });

  it('fails a load whose worker script is not there, without trying for ever', async () => {
    open(MODELS_URL, new URL('/models/no-such-worker.js', location.href));
    expect(await client.load(onWasm('q8'))).toMatchObject({ ok: false, failure: { code: 'worker-died' } });
    expect(client.state).toMatchObject({ kind: 'failed' });
    expect(workers).toHaveLength(1);
  });

  it('cancels a load at once', async () => {
    open(alteredModelsUrl('slow'));
    const loading = client.load(onWasm('fp32'));
    await expect
      .poll(() => states.some((state) => state.kind === 'loading' && state.event?.kind === 'fetching'), PATIENCE)
      .toBe(true);
    client.cancelLoad();
    expect(await loading).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(client.state).toEqual({ kind: 'idle' });
  });

  it('lets the last of several loads win; an answer that waits comes from that one', async () => {
    open();
    const first = client.load(onWasm('fp32'));
    const answer = client.generate(QUESTION, () => undefined);
    const second = client.load(onWasm('q8'));
    expect(await first).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(expectOk(await second).runtime.dtype).toBe('q8');
    expect(expectOk(await answer).tokens).toHaveLength(8);
    expect(client.state).toMatchObject({ kind: 'ready', configuration: { dtype: 'q8' } });
  });

  it('refuses an answer when nothing was ever loaded', async () => {
    open();
    expect(await client.generate(QUESTION, () => undefined)).toMatchObject({
      ok: false,
      failure: { code: 'generation-failed' },
    });
    expect(workers).toHaveLength(0);
  });

  it('settles what is under way when it is disposed', async () => {
    open();
    const loading = client.load(onWasm('q8'));
    const answer = client.generate(QUESTION, () => undefined);
    client.dispose();
    expect(await loading).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(await answer).toEqual({ ok: false, failure: { code: 'cancelled' } });
  });
});
