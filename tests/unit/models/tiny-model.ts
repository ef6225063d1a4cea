import type { ModelManifest } from '../../../src/contract/model-manifest';
import type { Capabilities } from '../../../src/models/capabilities';

/** A manifest that says no more than it must, but for what a test is about. */
export function tinyManifest(change: Partial<ModelManifest> = {}): ModelManifest {
  return {
    format: 'edgeward-model/1',
    id: 'tiny',
    title: 'Tiny',
    version: '1',
    task: 'image-text',
    architecture: 'llava',
    parameterCount: 1,
    license: 'CC0-1.0',
    summary: '',
    files: [{ path: 'config.json', bytes: 1, sha256: '0'.repeat(64) }],
    precisions: [{ dtype: 'q8', weightBytes: 1, devices: {} }],
    ...change,
  };
}

/** A machine on which only WebAssembly runs. */
export const WITHOUT_GPU: Capabilities = {
  webgpu: { kind: 'unavailable', reason: 'This browser has no WebGPU.' },
  crossOriginIsolated: true,
  sharedArrayBuffer: true,
};
