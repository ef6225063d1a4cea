import { describe, expect, it } from 'vitest';
import { describeRefusal } from '../../../../scripts/evaluate/describe-refusal';
import { describeScores } from '../../../../scripts/evaluate/describe-scores';
import { configuration, judgement } from '../../benchmark/sample-record';
import { loadedModel } from '../../benchmark/scripted-port';

describe('a judgement in the terminal', () => {
  it.each<[{ runtime?: number; threadCounts?: number[] }, string]>([
    [{ runtime: 1 }, 'tiny q8 wasm, 1 thread on Pack'],
    [{ runtime: 2 }, 'tiny q8 wasm, 2 threads on Pack'],
    [{ threadCounts: [1, 2] }, 'tiny q8 wasm, 1 and 2 threads on Pack'],
    [{ threadCounts: [1, 2, 4] }, 'tiny q8 wasm, 1, 2 and 4 threads on Pack'],
    [{}, 'tiny q8 wasm on Pack'],
  ])('says with how many threads it ran: %j', ({ runtime: threads, threadCounts }, heading) => {
    const { runtime } = loadedModel(configuration('q8'));
    const text = describeScores({
      ...judgement('q8', ['yes']),
      ...(threads === undefined ? {} : { runtime: { ...runtime, threads } }),
      ...(threadCounts === undefined ? {} : { threadCounts }),
    });
    expect(text.split('\n')[0]).toBe(heading);
  });
});

describe('a refused merge in the terminal', () => {
  it('names the files that share cases, and says what to do', () => {
    const caseIds = Array.from({ length: 12 }, (_, index) => `c${index}`);
    expect(
      describeRefusal({
        kind: 'overlap',
        packId: 'chest',
        caseIds,
        configuration: configuration('q8'),
        files: ['1.json', 'all.json'],
      }),
    ).toBe(
      '1.json and all.json share 12 cases of the pack chest (tiny q8 WASM; the first is c0). Leave out one of them: only parts without common cases make a whole.',
    );
  });
});
