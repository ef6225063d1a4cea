import { describe, expect, it } from 'vitest';
import type { LimitParameters } from '../../../src/contract/model-manifest';
import { limitScore } from '../../../workers/limit-score';

const PARAMETERS: LimitParameters = {
  format: 'edgeward-limit/1',
  projection: [
    [2, 0, 0],
    [0, 1, 1],
  ],
  center: [1, 1, 1],
  means: [
    [0, 0],
    [4, 3],
  ],
  labels: ['brain', 'chest'],
  threshold: 5,
};

describe('limitScore', () => {
  it('averages tokens, centres, whitens and measures to the nearest mean', () => {
    // tokens (2,1,1) and (4,3,1): mean (3,2,1), centred (2,1,0), projected (4,1); to (4,3): 0 + 4
    expect(limitScore(Float32Array.of(2, 1, 1, 4, 3, 1), PARAMETERS)).toEqual({
      score: 4,
      threshold: 5,
      unlikeTraining: false,
      nearest: 'chest',
    });
  });

  it('calls an image beyond the threshold unlike the training images', () => {
    // one token (1,4,1): centred (0,3,0), projected (0,3); to (0,0): 9, to (4,3): 16
    expect(limitScore(Float32Array.of(1, 4, 1), PARAMETERS)).toMatchObject({
      score: 9,
      unlikeTraining: true,
      nearest: 'brain',
    });
  });

  it('does not call an image at the threshold itself unlike', () => {
    // one token (2,2,1): centred (1,1,0), projected (2,1); to (0,0): 5
    expect(limitScore(Float32Array.of(2, 2, 1), PARAMETERS)).toMatchObject({ score: 5, unlikeTraining: false });
  });

  it('refuses features of another width', () => {
    expect(() => limitScore(Float32Array.of(1, 2, 3, 4), PARAMETERS)).toThrow('width 3');
  });
});
