import { describe, expect, it } from 'vitest';
import { availability } from '../../../src/models/availability';
import type { Capabilities } from '../../../src/models/capabilities';
import { tinyManifest, WITHOUT_GPU } from './tiny-model';

const MANIFEST = tinyManifest({
  precisions: [
    { dtype: 'fp32', weightBytes: 1, devices: { wasm: { status: 'verified' }, webgpu: { status: 'verified' } } },
    { dtype: 'fp16', weightBytes: 1, devices: { wasm: { status: 'verified' }, webgpu: { status: 'untested' } } },
    {
      dtype: 'q8',
      weightBytes: 1,
      devices: { wasm: { status: 'verified' }, webgpu: { status: 'refused', reason: 'Wrong on this GPU.' } },
    },
    { dtype: 'q4', weightBytes: 1, devices: {} },
  ],
});
const withGpu = (shaderF16: boolean): Capabilities => ({
  ...WITHOUT_GPU,
  webgpu: {
    kind: 'available',
    adapter: { vendor: 'v', architecture: 'a', description: '', isFallback: false },
    shaderF16,
  },
});

describe('availability', () => {
  it('offers what was verified on the device', () => {
    expect(availability(MANIFEST, WITHOUT_GPU, 'fp32', 'wasm')).toEqual({ kind: 'available' });
    expect(availability(MANIFEST, withGpu(false), 'fp32', 'webgpu')).toEqual({ kind: 'available' });
  });

  it('passes on why there is no GPU', () => {
    expect(availability(MANIFEST, WITHOUT_GPU, 'fp32', 'webgpu')).toEqual({
      kind: 'unavailable',
      reason: 'This browser has no WebGPU.',
    });
  });

  it('needs shader-f16 for fp16 on the GPU, and not in WebAssembly', () => {
    expect(availability(MANIFEST, withGpu(false), 'fp16', 'webgpu').kind).toBe('unavailable');
    expect(availability(MANIFEST, withGpu(true), 'fp16', 'webgpu').kind).toBe('warned');
    expect(availability(MANIFEST, WITHOUT_GPU, 'fp16', 'wasm')).toEqual({ kind: 'available' });
  });

  it('marks what the manifest knows to be wrong, with its reason', () => {
    expect(availability(MANIFEST, withGpu(true), 'q8', 'webgpu')).toEqual({
      kind: 'warned',
      reason: 'Wrong on this GPU.',
    });
  });

  it('keeps the caution about q8 on WebGPU although it agreed with fp32 on some adapter', () => {
    const verified = tinyManifest({
      precisions: [{ dtype: 'q8', weightBytes: 1, devices: { webgpu: { status: 'verified' } } }],
    });
    const found = availability(verified, withGpu(true), 'q8', 'webgpu');
    expect(found).toMatchObject({ kind: 'warned' });
    expect(found.kind === 'available' ? '' : found.reason).toMatch(/wrong answers .* agreed with fp32/u);
  });

  it('marks what nobody has compared with fp32', () => {
    expect(availability(MANIFEST, WITHOUT_GPU, 'q4', 'wasm')).toEqual({
      kind: 'warned',
      reason: 'q4 on WebAssembly has not been checked against fp32.',
    });
  });

  it('has no files for a precision that the manifest leaves out', () => {
    expect(availability(MANIFEST, WITHOUT_GPU, 'q4f16', 'wasm')).toEqual({
      kind: 'unavailable',
      reason: 'Tiny has no q4f16 files.',
    });
  });
});
