import { commands } from 'vitest/browser';
import { afterAll, describe, expect, it } from 'vitest';
import type { Dtype, GenerateRequest } from '../../../src/contract/inference-api';
import { createInferenceClient, type WorkerState } from '../../../src/inference/client';
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
const SLOW_MS = 280_000;

// One story in order, with one encoder run in all: that one is the warm-up. How the answers compare with WebAssembly's
// is measured over the val pack by training/check_devices.mjs and stands in the manifest.
describe.skipIf(webgpu.kind === 'unavailable')('WebGPU', () => {
  const client = createInferenceClient({ modelsUrl: MODELS_URL, runtimeUrl: RUNTIME_URL });
  const load = (dtype: Dtype) => client.load({ modelId: MODEL_ID, dtype, device: 'webgpu' });
  afterAll(() => client.dispose());

  it.skipIf(webgpu.kind === 'available' && webgpu.shaderF16)(
    'refuses fp16 where the GPU lacks 16-bit arithmetic',
    async () => {
      expect(await load('fp16')).toMatchObject({
        ok: false,
        failure: { code: 'unsupported-configuration', dtype: 'fp16' },
      });
    },
  );

  it('runs on the adapter that it names, after a warm-up', { timeout: SLOW_MS }, async () => {
    const { runtime, timings } = expectOk(await load('fp32'));
    expect(runtime).toMatchObject({ device: 'webgpu', wasmBuild: 'asyncify' });
    expect(runtime.adapter?.architecture).not.toBe('');
    expect(runtime).not.toHaveProperty('threads');
    expect(timings.warmupMs).toBeGreaterThan(0);
  });

  it('names the loss of the device and starts again on a fresh one', { timeout: SLOW_MS }, async () => {
    const states: WorkerState[] = [];
    client.subscribe((state) => states.push(state));
    await commands.crashGpu();
    const result = await client.generate(REQUEST, () => undefined);
    expect(result).toMatchObject({ ok: false, failure: { code: 'device-lost' } });
    expect(states.find((state) => state.kind === 'failed')).toMatchObject({ failure: { code: 'device-lost' } });
    // The warm-up begins when sessions exist on the new device.
    await expect
      .poll(() => states.some((state) => state.kind === 'loading' && state.event?.kind === 'warming-up'), {
        timeout: SLOW_MS / 2,
      })
      .toBe(true);
  });
});
