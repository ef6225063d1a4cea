import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../src/contract/failure';
import type { Dtype } from '../../../src/contract/inference-api';
import type { ModelManifest } from '../../../src/contract/model-manifest';
import { createCatalogue, firstConfiguration, type ReadyCatalogue } from '../../../src/store/catalogue';
import type { Preferences } from '../../../src/store/preferences';
import { tinyManifest, WITHOUT_GPU } from '../models/tiny-model';

function model(id: string, dtypes: Dtype[]): ModelManifest {
  const devices = { wasm: { status: 'verified' } } as const;
  return tinyManifest({ id, precisions: dtypes.map((dtype) => ({ dtype, weightBytes: 1, devices })) });
}

function ready(...models: ModelManifest[]): ReadyCatalogue {
  return { kind: 'ready', models, capabilities: WITHOUT_GPU, problems: [] };
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
      probeCapabilities: () => Promise.resolve(WITHOUT_GPU),
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
