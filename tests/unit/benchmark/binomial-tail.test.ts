import { describe, expect, it } from 'vitest';
import { binomialTail } from '../../../src/benchmark/binomial-tail';

describe('binomialTail', () => {
  it.each([
    // 1 − 0.95^14; 1 − 0.95^4; 0.05²; 1 − 0.95² (all but the best outcome, or the worst alone).
    [13, 14, 0.95, 0.51233],
    [3, 4, 0.95, 0.18549],
    [0, 2, 0.95, 0.0025],
    [1, 2, 0.95, 0.0975],
    // (1 + 10 + 45) / 1024
    [2, 10, 0.5, 0.05469],
    // Tables of the binomial distribution, n = 20: P(X ≥ 4) for 0.05 is 0.0159.
    [16, 20, 0.95, 0.0159],
  ])('P(X ≤ %i) of %i with %d is %d', (successes, count, share, tail) => {
    expect(binomialTail(successes, count, share)).toBeCloseTo(tail, 4);
  });

  it('holds for a whole pack', () => {
    expect(binomialTail(3621, 7242, 0.5)).toBeCloseTo(0.5047, 3);
    expect(binomialTail(7242, 7242, 0.95)).toBeCloseTo(1, 6);
  });
});
