import { describe, expect, it } from 'vitest';
import { greedyToken, tokenProbability } from '../../../workers/token-choice';

describe('greedyToken', () => {
  it('takes the largest logit', () => {
    expect(greedyToken(Float32Array.of(-3, 0.5, 0.25, -1))).toBe(1);
  });

  it('takes the first of equals', () => {
    expect(greedyToken(Float32Array.of(0, 2, 1, 2))).toBe(1);
  });
});

describe('tokenProbability', () => {
  it('is the softmax at temperature 1', () => {
    // exp(ln 3) : exp(0) : exp(0) = 3 : 1 : 1
    const logits = Float32Array.of(Math.log(3), 0, 0);
    expect(tokenProbability(logits, 0, 1)).toBeCloseTo(0.6, 6);
    expect(tokenProbability(logits, 2, 1)).toBeCloseTo(0.2, 6);
  });

  it('takes back confidence at a temperature above 1', () => {
    // ln 9 halved is ln 3: 3 : 1
    expect(tokenProbability(Float32Array.of(Math.log(9), 0), 0, 2)).toBeCloseTo(0.75, 6);
  });

  it('stays finite for logits whose exponential would overflow', () => {
    expect(tokenProbability(Float32Array.of(1000, 1000), 1, 1)).toBeCloseTo(0.5, 12);
  });
});
