import { describe, expect, it } from 'vitest';
import { summarise, timesAsFast } from '../../../src/benchmark/statistics';

describe('summarising samples', () => {
  it('gives median, quartiles and 95th percentile by linear interpolation', () => {
    // sorted 10 20 30 40 50; positions (n − 1)p: q1 at 1, q3 at 3, p95 at 3.8
    expect(summarise([50, 10, 40, 20, 30])).toMatchObject({ count: 5, median: 30, q1: 20, q3: 40, min: 10, max: 50 });
    expect(summarise([50, 10, 40, 20, 30])?.p95).toBeCloseTo(48, 12);
  });

  it('flags a spread above a quarter of the median', () => {
    // IQR 20 of median 30
    expect(summarise([10, 20, 30, 40, 50])).toMatchObject({ unsteady: true });
    // quartiles 98 and 102 of median 100
    expect(summarise([96, 98, 100, 102, 104])).toMatchObject({ spread: 0.04, unsteady: false });
  });

  it('has no interval below three samples, and none of nothing', () => {
    expect(summarise([5, 6])?.interval).toBeUndefined();
    expect(summarise([])).toBeUndefined();
  });

  it('holds the median inside an interval that stays within the samples', () => {
    const summary = summarise([12, 11, 10, 13, 14, 15, 10, 11, 12, 30]);
    expect(summary?.interval?.low).toBeGreaterThanOrEqual(10);
    expect(summary?.interval?.low).toBeLessThan(12);
    expect(summary?.interval?.high).toBeGreaterThan(12);
    expect(summary?.interval?.high).toBeLessThan(30);
  });

  it('says how many times as fast the other is', () => {
    expect(timesAsFast(190, 100)).toBe(1.9);
    expect(timesAsFast(190, 0)).toBeUndefined();
  });
});
