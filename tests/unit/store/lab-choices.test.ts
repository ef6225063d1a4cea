import { describe, expect, it } from 'vitest';
import type { ReadyCatalogue } from '../../../src/store/catalogue';
import type { GalleryImage } from '../../../src/store/gallery-image';
import { createLabChoices, planDurationMs, planOf, withDefaults } from '../../../src/store/lab-choices';
import { measuredCell } from '../benchmark/sample-record';

const image: GalleryImage = {
  id: 'a',
  origin: 'sample',
  title: 'Brain',
  content: { kind: 'address', url: 'https://page.test/a' },
  questions: [],
};

const catalogue: ReadyCatalogue = {
  kind: 'ready',
  problems: [],
  capabilities: {
    webgpu: { kind: 'unavailable', reason: 'This browser has no WebGPU.' },
    crossOriginIsolated: true,
    sharedArrayBuffer: true,
  },
  models: [
    {
      format: 'edgeward-model/1',
      id: 'tiny',
      title: 'Tiny',
      version: '1',
      task: 'image-text',
      architecture: 'llava',
      parameterCount: 1,
      license: 'CC0-1.0',
      summary: '',
      files: [],
      precisions: [
        { dtype: 'fp32', weightBytes: 40_000_000, devices: { wasm: { status: 'verified' } } },
        { dtype: 'q8', weightBytes: 10_000_000, devices: { wasm: { status: 'verified' } } },
        { dtype: 'q4', weightBytes: 8_000_000, devices: { wasm: { status: 'refused' } } },
      ],
    },
  ],
};

const fresh = () => createLabChoices().getState();

describe('what the lab measures unless told otherwise', () => {
  it('is every precision that was verified on WASM, on the first image', () => {
    const choices = withDefaults(fresh(), catalogue, [image]);
    expect(choices).toMatchObject({ modelIds: ['tiny'], dtypes: ['fp32', 'q8'], devices: ['wasm'], imageIds: ['a'] });
  });

  it('leaves an emptied list empty: then there is nothing to plan', () => {
    const choices = { ...withDefaults(fresh(), catalogue, [image]), dtypes: [], isTouched: true };
    expect(withDefaults(choices, catalogue, [image]).dtypes).toEqual([]);
    expect(planOf(choices, [image])).toBeUndefined();
  });

  it('has no plan while the question is blank', () => {
    const choices = withDefaults({ ...fresh(), prompt: { kind: 'question', text: ' ' } }, catalogue, [image]);
    expect(planOf(choices, [image])).toBeUndefined();
  });

  it('expects the time that this device took before', () => {
    const choices = { ...withDefaults(fresh(), catalogue, [image]), dtypes: ['fp32' as const], isTouched: true };
    const plan = planOf({ ...choices, rounds: 2, runsPerRound: 3, forcedTokenCount: 3 }, [image]);
    if (plan === undefined) throw new Error('no plan');
    // Load 190 ms; a run of 3 tokens 100 ms. Two rounds of one load, one warm-up and three runs.
    expect(planDurationMs(plan, catalogue, [measuredCell('fp32', 190, [100])])).toBeCloseTo(2 * (190 + 4 * 100), 6);
  });
});
