import { describe, expect, it } from 'vitest';
import { createThreadChoice, fastestThreads, threadCandidates } from '../../../src/inference/thread-choice';

const wasm = { modelId: 'm', dtype: 'q8', device: 'wasm' } as const;

describe('threadCandidates', () => {
  it.each([
    [1, [1]],
    [2, [1, 2]],
    [3, [1, 2, 3]],
    [4, [1, 2, 4]],
    [16, [1, 2, 4]],
  ])('of %i cores are %j', (cores, expected) => {
    expect(threadCandidates(cores)).toEqual(expected);
  });
});

describe('fastestThreads', () => {
  it('is the fastest', () => {
    expect(
      fastestThreads(
        new Map([
          [1, 100],
          [2, 60],
          [4, 50],
        ]),
      ),
    ).toBe(4);
    expect(
      fastestThreads(
        new Map([
          [1, 50],
          [2, 60],
          [4, 70],
        ]),
      ),
    ).toBe(1);
  });

  it('takes more threads only for more than a twentieth of the time', () => {
    expect(
      fastestThreads(
        new Map([
          [1, 100],
          [2, 95],
        ]),
      ),
    ).toBe(1);
    expect(
      fastestThreads(
        new Map([
          [1, 100],
          [2, 94],
        ]),
      ),
    ).toBe(2);
    expect(
      fastestThreads(
        new Map([
          [1, 100],
          [2, 80],
          [4, 77],
        ]),
      ),
    ).toBe(2);
  });
});

describe('the choice of threads', () => {
  const workerless = {
    modelsUrl: '',
    runtimeUrl: '',
    createWorker: () => {
      throw new Error('nothing to measure');
    },
    cores: 4,
    isolated: true,
    machine: 'this one',
  };
  const choose = (stored: string, options = {}) =>
    createThreadChoice({
      ...workerless,
      storage: { getItem: () => stored, setItem: () => undefined },
      ...options,
    }).measure(wasm, new AbortController().signal);

  it('is what was measured on this machine before', async () => {
    expect(await choose('{"machine":"this one","threads":{"m q8":2}}')).toBe(2);
  });

  it('is one without measuring where there can be no other', async () => {
    expect(await choose('{}', { isolated: false })).toBe(1);
    expect(await choose('{}', { cores: 1 })).toBe(1);
  });

  it.each(['{"machine":"another","threads":{"m q8":2}}', '{"machine":"this one","threads":{"m q8":99}}', '{"machine"'])(
    'is measured anew after %s',
    async (stored) => {
      await expect(choose(stored)).rejects.toThrow('nothing to measure');
    },
  );
});
