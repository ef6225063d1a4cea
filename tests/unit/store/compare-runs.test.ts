import { describe, expect, it } from 'vitest';
import { compareWithPrevious } from '../../../src/store/compare-runs';
import { finishedRun } from './finished-run';

const fp32 = finishedRun({
  id: 1,
  exchangeId: 1,
  dtype: 'fp32',
  decodeTokensPerSecond: 100,
  firstTokenMs: 90,
  visionEncodeMs: 60,
  loadMs: 1200,
});
const q8 = finishedRun({
  id: 2,
  exchangeId: 1,
  dtype: 'q8',
  decodeTokensPerSecond: 170,
  firstTokenMs: 60,
  visionEncodeMs: 40,
  loadMs: 400,
});

describe('compareWithPrevious', () => {
  it('divides so that above 1 is faster: 170/100 tokens a second, 90/60 ms, 1200/400 ms', () => {
    expect(compareWithPrevious(q8, [fp32, q8])).toEqual({
      against: fp32,
      decodeSpeedup: 1.7,
      firstTokenSpeedup: 1.5,
      loadSpeedup: 3,
    });
  });

  it('compares nothing with a run of the same precision and device', () => {
    expect(compareWithPrevious({ ...fp32, id: 3 }, [fp32])).toBeUndefined();
  });

  it('leaves the first token out when only one of the two had to encode the image', () => {
    const reused = finishedRun({
      id: 3,
      exchangeId: 1,
      dtype: 'q4',
      decodeTokensPerSecond: 50,
      firstTokenMs: 10,
      loadMs: 600,
    });
    expect(compareWithPrevious(reused, [fp32, q8, reused])).toEqual({
      against: q8,
      decodeSpeedup: 50 / 170,
      loadSpeedup: 400 / 600,
    });
  });

  it('prefers an earlier run of the same prompt to a later one of another', () => {
    const other = finishedRun({ id: 3, exchangeId: 2, dtype: 'q4', firstTokenMs: 5, loadMs: 5 });
    const again = { ...q8, id: 4 };
    expect(compareWithPrevious(again, [fp32, other, again])?.against).toBe(fp32);
  });

  it('never looks at a run that came later', () => {
    expect(compareWithPrevious(fp32, [fp32, q8])).toBeUndefined();
  });
});
