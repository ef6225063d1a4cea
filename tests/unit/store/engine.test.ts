import { describe, expect, it } from 'vitest';
import { fail, type Failure } from '../../../src/contract/failure';
import type { Configuration } from '../../../src/contract/inference-api';
import { createEngine } from '../../../src/store/engine';
import { ScriptedClient, settle } from './scripted-client';

const q8: Configuration = { modelId: 'tiny', dtype: 'q8', device: 'wasm' };
const q4OnGpu: Configuration = { modelId: 'tiny', dtype: 'q4', device: 'webgpu' };
const lost: Failure = { code: 'device-lost', detail: 'unplugged' };

function setUp() {
  const client = new ScriptedClient();
  return { client, engine: createEngine(client, (flush) => flush()) };
}

describe('createEngine', () => {
  it('loads a configuration once, however many wait for it', async () => {
    const { client, engine } = setUp();
    void engine.choose(q8);
    const waiting = [engine.ready(), engine.ready()];
    await settle();
    client.finishLoad();
    expect((await Promise.all(waiting)).map(({ ok }) => ok)).toEqual([true, true]);
    expect(client.loads).toHaveLength(1);
  });

  it('falls back to WASM with the reason when the GPU fails', async () => {
    const { client, engine } = setUp();
    const chosen = engine.choose(q4OnGpu);
    client.loads[0]?.end(fail(lost));
    await settle();
    client.finishLoad();
    expect((await chosen).ok).toBe(true);
    expect(client.loads.map(({ configuration }) => configuration.device)).toEqual(['webgpu', 'wasm']);
    expect(engine.store.getState().fallback).toEqual({ from: 'webgpu', failure: lost });
  });

  it('does not fall back when the files are to blame', async () => {
    const { client, engine } = setUp();
    const chosen = engine.choose(q4OnGpu);
    client.loads[0]?.end(fail({ code: 'model-missing', file: 'a.onnx', status: 404 }));
    expect((await chosen).ok).toBe(false);
    expect(client.loads).toHaveLength(1);
  });

  it('does not fall back from a load that another choice has replaced', async () => {
    const { client, engine } = setUp();
    void engine.choose(q4OnGpu);
    void engine.choose(q8);
    client.loads[0]?.end(fail(lost));
    await settle();
    expect(client.loads.map(({ configuration }) => configuration.dtype)).toEqual(['q4', 'q8']);
  });

  it('goes back to what ran before when a switch is cancelled', async () => {
    const { client, engine } = setUp();
    void engine.choose(q8);
    client.finishLoad();
    await settle();
    void engine.choose({ ...q8, dtype: 'fp32' });
    engine.cancelLoad();
    await settle();
    expect(engine.store.getState().choice).toEqual(q8);
    expect(client.loads.map(({ configuration }) => configuration.dtype)).toEqual(['q8', 'fp32', 'q8']);
  });

  it('loads again after a failure when somebody asks', async () => {
    const { client, engine } = setUp();
    void engine.choose(q8);
    client.loads[0]?.end(fail({ code: 'worker-died', detail: '' }));
    await settle();
    const again = engine.ready();
    await settle();
    client.finishLoad();
    expect((await again).ok).toBe(true);
    expect(client.loads).toHaveLength(2);
  });

  it('waits for a worker that the client replaces by itself instead of loading twice', async () => {
    const { client, engine } = setUp();
    void engine.choose(q8);
    client.finishLoad();
    await settle();
    const loaded = engine.store.getState().worker;
    client.show({ kind: 'loading', configuration: q8 });
    const ready = engine.ready();
    await settle();
    client.show(loaded);
    expect((await ready).ok).toBe(true);
    expect(client.loads).toHaveLength(1);
  });
});
