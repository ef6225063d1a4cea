import { describe, expect, it } from 'vitest';
import { summariseCell } from '../../../src/benchmark/cell-summary';
import { measuredCell } from './sample-record';

describe('summarising a cell', () => {
  // Each run spends 3 ms outside session.run, decodes 3 tokens with gaps of 5 and 7 ms, and has no preprocessing.
  const summary = summariseCell(measuredCell('q8', 190, [60, 100, 110]));

  it('gives medians of the stages that ran and leaves out the others', () => {
    expect(summary.runs.totalMs?.median).toBe(100);
    expect(summary.runs.decodeMs?.median).toBe(70);
    expect(summary.runs.preprocessMs).toBeUndefined();
    expect(summary.coldTotalMs).toBeUndefined();
    expect(summary.memoryBytes).toBeUndefined();
  });

  it('takes the gaps between tokens of all runs together', () => {
    expect(summary.tokenGapMs).toMatchObject({ count: 6, median: 6 });
  });

  it('states the time in our own code as a share of decoding and for each gap between tokens', () => {
    expect(summary.overheadShare?.median).toBeCloseTo(3 / 70, 12);
    expect(summary.overheadPerTokenMs?.median).toBe(1.5);
  });

  it('flags a cell whose total spreads over more than a quarter of its median', () => {
    // quartiles 80 and 105 of median 100: exactly a quarter, which is not above it
    expect(summary.unsteady).toBe(false);
    expect(summariseCell(measuredCell('q8', 190, [50, 100, 110])).unsteady).toBe(true);
  });
});
