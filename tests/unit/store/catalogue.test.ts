import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../src/contract/failure';
import type { ModelManifest } from '../../../src/contract/model-manifest';
import type { Capabilities } from '../../../src/models/capabilities';
import { createCatalogue, firstConfiguration, type ReadyCatalogue } from '../../../src/store/catalogue';
import type { Preferences } from '../../../src/store/preferences';

const capabilities: Capabilities = {
  webgpu: { kind: 'unavailable', reason: 'none' },
  cores: 4,
  crossOriginIsolated: true,
  sharedArrayBuffer: true,
};

function model(id: string, dtypes: ModelManifest['precisions'][number]['dtype'][]): ModelManifest {
  return {
    format: 'edgeward-model/1',
    id,
    title: id,
    version: '1',
    task: 'image-text',
    architecture: 'llava',
    parameterCount: 1,
    license: 'MIT',
    summary: '',
    files: [{ path: 'config.json', bytes: 1, sha256: '0'.repeat(64) }],
    precisions: dtypes.map((dtype) => ({ dtype, weightBytes: 1, devices: { wasm: { status: 'verified' } } })),
  };
}

function ready(...models: ModelManifest[]): ReadyCatalogue {
  return { kind: 'ready', models, capabilities, problems: [] };
}

const defaults: Preferences = { theme: 'system', repeatAfterSwitch: true };

describe('firstConfiguration', () => {
  it('is q8 on WASM', () => {
    expect(firstConfiguration(ready(model('tiny', ['fp32', 'q8', 'q4'])), defaults)).toEqual({
      modelId: 'tiny',
      dtype: 'q8',
      device: 'wasm',
    });
  });

  it('takes q4 where a model has no q8', () => {
    expect(firstConfiguration(ready(model('tiny', ['fp32', 'q4'])), defaults)?.dtype).toBe('q4');
  });

  it('takes what was used last, with its threads', () => {
    const last: Preferences = { ...defaults, dtype: 'fp32', device: 'wasm', threads: 2 };
    expect(firstConfiguration(ready(model('tiny', ['fp32', 'q8'])), last)).toEqual({
      modelId: 'tiny',
      dtype: 'fp32',
      device: 'wasm',
      threads: 2,
    });
  });

  it('goes back to WASM when the device used last is gone', () => {
    const last: Preferences = { ...defaults, dtype: 'q4', device: 'webgpu' };
    expect(firstConfiguration(ready(model('tiny', ['q8', 'q4'])), last)).toEqual({
      modelId: 'tiny',
      dtype: 'q8',
      device: 'wasm',
    });
  });
});

describe('createCatalogue', () => {
  function setUp(broken: readonly string[]) {
    let reads = 0;
    const catalogue = createCatalogue({
      fetchModelIndex: () => {
        reads++;
        return Promise.resolve(succeed(['a', 'b']));
      },
      fetchManifest: (id) =>
        Promise.resolve(
          broken.includes(id) ? fail({ code: 'model-invalid', file: id, detail: 'x' }) : succeed(model(id, ['q8'])),
        ),
      probeCapabilities: () => Promise.resolve(capabilities),
    });
    return { catalogue, reads: () => reads };
  }

  it('lists the other models when one manifest cannot be read, and says which', async () => {
    const { catalogue } = setUp(['a']);
    expect(await catalogue.read()).toMatchObject({ kind: 'ready', models: [{ id: 'b' }], problems: [{ file: 'a' }] });
  });

  it('fails with the first failure when no model is left', async () => {
    const { catalogue } = setUp(['a', 'b']);
    expect(await catalogue.read()).toEqual({
      kind: 'failed',
      failure: { code: 'model-invalid', file: 'a', detail: 'x' },
    });
  });

  it('is read once by all who open it', async () => {
    const { catalogue, reads } = setUp([]);
    await Promise.all([catalogue.open(), catalogue.open()]);
    expect(reads()).toBe(1);
  });
});
