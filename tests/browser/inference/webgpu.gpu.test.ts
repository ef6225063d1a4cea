import { commands } from 'vitest/browser';
import { afterAll, describe, expect, it } from 'vitest';
import type { Device, GenerateRequest } from '../../../src/contract/inference-api';
import { createInferenceClient, type InferenceClient, type WorkerState } from '../../../src/inference/client';
import { probeCapabilities } from '../../../src/models/capabilities';
import { expectOk, MODEL_ID, MODELS_URL, RUNTIME_URL } from './bundled-model';
import { picture } from './pictures';

const { webgpu } = await probeCapabilities();
const REQUEST: GenerateRequest = {
  imageId: 'gpu',
  image: picture(1),
  prompt: { kind: 'caption' },
  maxNewTokens: 4,
  forcedTokenCount: 4,
};
/** A software adapter runs the vision encoder some hundred times slower than the processor itself does. */
const SLOW_MS = 300_000;

// One story in order, since every load on a software adapter costs a warm-up.
describe.skipIf(webgpu.kind === 'unavailable').sequential('WebGPU', () => {
  const clients: InferenceClient[] = [];
  const open = () => {
    const client = createInferenceClient({ modelsUrl: MODELS_URL, runtimeUrl: RUNTIME_URL });
    clients.push(client);
    return client;
  };
  const load = async (client: InferenceClient, device: Device) =>
    expectOk(await client.load({ modelId: MODEL_ID, dtype: 'fp32', device }));
  const answer = async (client: InferenceClient) => expectOk(await client.generate(REQUEST, () => undefined));
  const onGpu = open();
  afterAll(() => clients.forEach((client) => client.dispose()));

  it('runs on the adapter that it names, after a warm-up', { timeout: SLOW_MS }, async () => {
    const { runtime, timings } = await load(onGpu, 'webgpu');
    expect(runtime).toMatchObject({ device: 'webgpu', wasmBuild: 'asyncify' });
    expect(runtime.adapter?.architecture).not.toBe('');
    expect(runtime).not.toHaveProperty('threads');
    expect(timings.warmupMs).toBeGreaterThan(0);
  });

  it('answers as WebAssembly does', { timeout: SLOW_MS }, async () => {
    const fromGpu = await answer(onGpu);
    const onWasm = open();
    await load(onWasm, 'wasm');
    expect((await answer(onWasm)).tokens.map(({ id }) => id)).toEqual(fromGpu.tokens.map(({ id }) => id));
  });

  it('names the loss of the device and has a fresh worker ready', { timeout: SLOW_MS }, async () => {
    const states: WorkerState[] = [];
    onGpu.subscribe((state) => states.push(state));
    await commands.crashGpu();
    // The worker hears of the loss a moment later; until then an answer may still come or fail for its own reason.
    await expect
      .poll(async () => (await onGpu.generate(REQUEST, () => undefined)).ok, { timeout: SLOW_MS / 2 })
      .toBe(false);
    expect(states.find((state) => state.kind === 'failed')).toMatchObject({ failure: { code: 'device-lost' } });
    await expect.poll(() => onGpu.state.kind, { timeout: SLOW_MS / 2 }).toBe('ready');
  });

  it.skipIf(webgpu.kind === 'available' && webgpu.shaderF16)(
    'refuses fp16 where the GPU lacks 16-bit arithmetic',
    async () => {
      const result = await open().load({ modelId: MODEL_ID, dtype: 'fp16', device: 'webgpu' });
      expect(result).toMatchObject({ ok: false, failure: { code: 'unsupported-configuration', dtype: 'fp16' } });
    },
  );
});
