import { describe, expect, it } from 'vitest';
import type { ReadyCatalogue } from '../../../src/store/catalogue';
import { createLabChoices, planDurationMs, planOf, withDefaults } from '../../../src/store/lab-choices';
import { measuredCell } from '../benchmark/sample-record';
import { tinyManifest, WITHOUT_GPU } from '../models/tiny-model';
import { sampleImage } from './sample-image';

const image = sampleImage('a');

const catalogue: ReadyCatalogue = {
  kind: 'ready',
  problems: [],
  capabilities: WITHOUT_GPU,
  models: [
    tinyManifest({
      precisions: [
        { dtype: 'fp32', weightBytes: 40_000_000, devices: { wasm: { status: 'verified' } } },
        { dtype: 'q8', weightBytes: 10_000_000, devices: { wasm: { status: 'verified' } } },
        { dtype: 'q4', weightBytes: 8_000_000, devices: { wasm: { status: 'refused' } } },
      ],
    }),
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
