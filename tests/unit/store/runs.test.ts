import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../src/contract/failure';
import { createConversation, exchangesOf, finishedRunsOf } from '../../../src/store/conversation';
import { createEngine } from '../../../src/store/engine';
import type { Run } from '../../../src/store/exchange';
import { createRuns } from '../../../src/store/runs';
import { ONE_PIXEL, sampleImage } from './sample-image';
import { answer, ScriptedClient, settle } from './scripted-client';

async function setUp(device: 'wasm' | 'webgpu' = 'wasm') {
  const client = new ScriptedClient();
  const engine = createEngine(client, (flush) => flush());
  const conversation = createConversation();
  const frames: (() => void)[] = [];
  const runs = createRuns({
    client,
    engine,
    conversation,
    pixels: { pixelsOf: () => Promise.resolve(succeed(ONE_PIXEL)) },
    findImage: (id) => (id === 'a' ? sampleImage(id) : undefined),
    schedule: (flush) => void frames.push(flush),
  });
  void engine.choose({ modelId: 'tiny', dtype: 'q8', device });
  client.finishLoad();
  await settle();
  const drawFrame = () => {
    for (const flush of frames.splice(0)) flush();
  };
  const all = (): Run[] => Object.values(conversation.store.getState().runs);
  return { client, conversation, runs, drawFrame, all, frames };
}

describe('createRuns', () => {
  it('answers one prompt after the other, in the order they were asked', async () => {
    const { client, runs, all } = await setUp();
    runs.ask('a', { kind: 'caption' });
    runs.ask('a', { kind: 'question', text: 'Is it?' });
    await settle();
    expect(client.runs.map(({ request }) => request.prompt.kind)).toEqual(['caption']);
    client.runs[0]?.end(succeed(answer('Brain MRI')));
    await settle();
    expect(client.runs.map(({ request }) => request.prompt.kind)).toEqual(['caption', 'question']);
    expect(all().map(({ phase }) => phase.kind)).toEqual(['finished', 'running']);
  });

  it('writes streamed tokens once a frame, not once a token', async () => {
    const { client, runs, all, drawFrame, frames } = await setUp();
    runs.ask('a', { kind: 'caption' });
    await settle();
    for (const text of ['Br', 'ain']) {
      client.runs[0]?.onEvent({ kind: 'token', token: { id: 1, text, probability: 1 } });
    }
    expect(frames).toHaveLength(1);
    expect(all()[0]?.tokens).toHaveLength(0);
    drawFrame();
    expect(all()[0]?.tokens.map(({ text }) => text)).toEqual(['Br', 'ain']);
  });

  it('stops the answer under way at once and forgets those that wait', async () => {
    const { client, runs, all } = await setUp();
    runs.ask('a', { kind: 'caption' });
    runs.ask('a', { kind: 'question', text: 'Is it?' });
    await settle();
    runs.stop();
    expect(client.runs[0]?.signal?.aborted).toBe(true);
    expect(all().map(({ phase }) => phase.kind)).toEqual(['stopped', 'stopped']);
    client.runs[0]?.end(succeed(answer('Bra', 'cancelled')));
    await settle();
    expect(client.runs).toHaveLength(1);
    expect(all()[0]).toMatchObject({ phase: { kind: 'stopped' }, tokens: [{ text: 'Bra' }] });
  });

  it('keeps a failed answer as a failure that can be repeated under the same prompt', async () => {
    const { client, conversation, runs } = await setUp();
    runs.ask('a', { kind: 'caption' });
    await settle();
    client.runs[0]?.end(fail({ code: 'generation-failed', stage: 'decode', detail: 'x' }));
    await settle();
    const [exchange] = exchangesOf(conversation.store.getState(), 'a');
    runs.repeat(exchange?.id ?? 0);
    await settle();
    client.runs[1]?.end(succeed(answer('Brain MRI')));
    await settle();
    expect(exchangesOf(conversation.store.getState(), 'a')).toHaveLength(1);
    expect(finishedRunsOf(conversation.store.getState(), 'a').map(({ phase }) => phase.result.text)).toEqual([
      'Brain MRI',
    ]);
  });

  it('asks once more on WASM when the GPU is lost during an answer', async () => {
    const { client, runs, all } = await setUp('webgpu');
    runs.ask('a', { kind: 'caption' });
    await settle();
    client.runs[0]?.end(fail({ code: 'device-lost', detail: 'unplugged' }));
    await settle();
    expect(client.loads.at(-1)?.configuration.device).toBe('wasm');
    client.finishLoad();
    await settle();
    client.runs[1]?.end(succeed(answer('Brain MRI')));
    await settle();
    expect(all()).toMatchObject([{ phase: { kind: 'finished' }, configuration: { device: 'wasm' } }]);
  });
});
