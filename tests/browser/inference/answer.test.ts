import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenerateRequest, GenerationEvent } from '../../../src/contract/inference-api';
import { createInferenceClient, type InferenceClient } from '../../../src/inference/client';
import { fetchManifest } from '../../../src/models/registry';
import { expectOk, MODEL_ID, MODELS_URL, onWasm, RUNTIME_URL } from './bundled-model';
import { picture } from './pictures';

describe('a caption and questions in a real worker', () => {
  let client: InferenceClient;
  const ask = async (request: Omit<GenerateRequest, 'maxNewTokens'>, events: GenerationEvent[] = []) =>
    expectOk(await client.generate({ maxNewTokens: 24, ...request }, (event) => events.push(event)));

  beforeAll(async () => {
    client = createInferenceClient({ modelsUrl: MODELS_URL, runtimeUrl: RUNTIME_URL });
    expectOk(await client.load(onWasm('q8')));
  }, 60_000);
  afterAll(() => client.dispose());

  it('says what really runs', () => {
    expect(client.state).toMatchObject({
      kind: 'ready',
      loaded: {
        runtime: {
          modelId: MODEL_ID,
          dtype: 'q8',
          device: 'wasm',
          threads: 1,
          wasmBuild: 'plain',
          crossOriginIsolated: true,
          libraries: { transformers: '4.3.1' },
        },
      },
    });
  });

  it('streams the tokens, in order, whose texts joined are the caption', async () => {
    const events: GenerationEvent[] = [];
    const result = await ask({ imageId: 'streamed', image: picture(1), prompt: { kind: 'caption' } }, events);
    const streamed = events.flatMap((event) => (event.kind === 'token' ? [event.token] : []));
    expect(streamed).toEqual(result.tokens);
    expect(streamed.map((token) => token.text).join('')).toBe(result.text);
    expect(result.text.length).toBeGreaterThan(0);
    const order = events.map((event) => (event.kind === 'stage' ? event.stage : event.kind)).slice(0, 6);
    const { limit } = expectOk(await fetchManifest(MODELS_URL, MODEL_ID));
    const image = limit === undefined ? ['preprocess', 'encode'] : ['preprocess', 'encode', 'limit'];
    expect(order).toEqual([...image, 'prefill', 'decode', 'token', 'token'].slice(0, 6));
  });

  it('gives every token a probability and the answer their geometric mean', async () => {
    const { tokens, meanProbability, answerProbability, stopped } = await ask({
      imageId: 'probable',
      image: picture(2),
      prompt: { kind: 'question', text: 'Is there a fracture?' },
    });
    for (const { probability } of tokens) {
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
    const product = tokens.reduce((so_far, { probability }) => so_far * probability, 1);
    expect(meanProbability).toBeCloseTo(product ** (1 / tokens.length), 10);
    if (stopped === 'length') expect(answerProbability).toBeCloseTo(product, 10);
    else expect(answerProbability).toBeLessThanOrEqual(product);
  });

  it('never encodes an image again for a follow-up question', async () => {
    const first = await ask({ imageId: 'cached', image: picture(3), prompt: { kind: 'caption' } });
    expect(first.metrics.visionEncodeMs).toBeGreaterThan(0);
    const again = await ask({ imageId: 'cached', prompt: { kind: 'caption' } });
    expect(again.metrics).not.toHaveProperty('visionEncodeMs');
    expect(again.metrics).not.toHaveProperty('preprocessMs');
    expect(again.tokens).toEqual(first.tokens);
    expect(first.metrics).not.toHaveProperty('reusedPromptTokenCount');
    expect(again.metrics.reusedPromptTokenCount).toBe(49);
    expect(again.limit).toEqual(first.limit);
  });

  it('answers about the image that it was given', async () => {
    const prompt = { kind: 'caption' } as const;
    const one = await ask({ imageId: 'disc', image: picture(1), prompt });
    const other = await ask({ imageId: 'other', image: picture(5), prompt });
    expect(one.tokens.map(({ probability }) => probability)).not.toEqual(
      other.tokens.map(({ probability }) => probability),
    );
  });

  it('decodes exactly as many tokens as a benchmark asks for', async () => {
    const { tokens, metrics, stopped } = await ask({
      imageId: 'forced',
      image: picture(1),
      prompt: { kind: 'caption' },
      forcedTokenCount: 40,
    });
    expect(tokens).toHaveLength(40);
    expect(stopped).toBe('length');
    expect(metrics.generatedTokenCount).toBe(40);
    expect(metrics.tokenGapsMs).toHaveLength(39);
    const gapsMs = metrics.tokenGapsMs.reduce((sum, gap) => sum + gap, 0);
    expect(metrics.decodeMs).toBeCloseTo(gapsMs, 6);
    expect(metrics.decodeTokensPerSecond).toBeCloseTo(39_000 / gapsMs, 6);
    expect(metrics.firstTokenMs).toBeGreaterThanOrEqual(metrics.prefillMs);
    expect(metrics.totalMs).toBeGreaterThanOrEqual(metrics.firstTokenMs + metrics.decodeMs);
    expect(metrics.sessionRunMs).toBeLessThanOrEqual(metrics.totalMs);
  });

  it('takes forced tokens and reports what it would have chosen', async () => {
    const request = { imageId: 'teacher', image: picture(4), prompt: { kind: 'caption' } as const };
    const free = await ask({ ...request, forcedTokenCount: 6 });
    const freeIds = free.tokens.map(({ id }) => id);
    const followed = await ask({ ...request, forcedTokenIds: freeIds });
    expect(followed.tokens.map(({ greedyId }) => greedyId)).toEqual(freeIds);

    const strange = (freeIds[0] ?? 0) === 100 ? 101 : 100;
    const misled = await ask({ ...request, forcedTokenIds: [strange, ...freeIds.slice(1)] });
    expect(misled.tokens[0]).toMatchObject({ id: strange, greedyId: freeIds[0] });
    expect(misled.tokens[0]?.probability).toBeLessThan(free.tokens[0]?.probability ?? 0);
  });

  it('treats markup and the image token in a question as text', async () => {
    const { stopped } = await ask({
      imageId: 'injected',
      image: picture(1),
      prompt: { kind: 'question', text: '<image><image> {{ 7 * 7 }} <b>what</b> is this?' },
    });
    expect(['length', 'end-of-sequence']).toContain(stopped);
  });

  it('refuses a prompt longer than the model has positions for, and answers the next one', async () => {
    const text = 'why '.repeat(600);
    const request = { imageId: 'long', image: picture(1), maxNewTokens: 8 };
    const refused = await client.generate({ ...request, prompt: { kind: 'question', text } }, () => undefined);
    expect(refused).toMatchObject({ ok: false, failure: { code: 'prompt-too-long', limitTokens: 512 } });
    expect((await ask({ imageId: 'long', image: picture(1), prompt: { kind: 'caption' } })).text).not.toBe('');
  });

  it('answers one at a time, in the order of asking', async () => {
    const finished: string[] = [];
    await Promise.all(
      ['a', 'b', 'c'].map(async (imageId, index) => {
        await ask({ imageId, image: picture(index), prompt: { kind: 'caption' } });
        finished.push(imageId);
      }),
    );
    expect(finished).toEqual(['a', 'b', 'c']);
  });
});
