import { describe, expect, it } from 'vitest';
import type { VisitStep } from '../../../src/benchmark/visit-cell';
import { createPace } from '../../../src/store/lab-pace';

const running: VisitStep = { kind: 'running', run: 0 };
const at = (step: VisitStep, doneVisits: number) => ({
  visit: { round: 0, cellIndex: 0 },
  step,
  doneVisits,
  totalVisits: 10,
});

describe('the time left of a matrix', () => {
  it('is unknown until a visit has finished, then follows the pace of this run only', () => {
    let nowMs = 1000;
    const pace = createPace(4, () => nowMs);
    expect(pace.observe(at(running, 4))).toBeUndefined();
    nowMs = 3000;
    // One visit took 2 s and five are left.
    expect(pace.observe(at(running, 5))).toBe(10_000);
    nowMs = 3500;
    expect(pace.observe(at(running, 5))).toBe(10_000);
  });

  it('counts neither a pause nor the wait for a hidden tab', () => {
    let nowMs = 0;
    const pace = createPace(0, () => nowMs);
    nowMs = 500;
    pace.observe(at({ kind: 'paused' }, 0));
    nowMs = 60_500;
    pace.observe(at({ kind: 'waiting-for-tab' }, 0));
    nowMs = 90_500;
    pace.observe(at(running, 0));
    nowMs = 91_000;
    // 91 s on the clock, of which 1 s was work; nine visits are left.
    expect(pace.observe(at(running, 1))).toBe(9000);
  });
});
