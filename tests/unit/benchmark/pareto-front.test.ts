import { describe, expect, it } from 'vitest';
import { isMeasurablyBeaten, paretoFront, type ParetoPoint } from '../../../src/benchmark/pareto-front';

const point = (cost: number, value: number) => ({ cost, value });
/** With 95% intervals of ± 1 in cost and ± 0.1 in value. */
const measured = (cost: number, value: number): ParetoPoint => ({
  cost,
  value,
  costInterval: { low: cost - 1, high: cost + 1 },
  valueInterval: { low: value - 0.1, high: value + 0.1 },
});

describe('paretoFront', () => {
  it('keeps what nothing else beats on both counts', () => {
    expect(paretoFront([point(3, 0.9), point(1, 0.5), point(2, 0.4), point(3, 0.8), point(2, 0.7)])).toEqual([
      point(1, 0.5),
      point(2, 0.7),
      point(3, 0.9),
    ]);
  });
});

describe('isMeasurablyBeaten', () => {
  it.each([
    ['slower beyond chance and no better', measured(5, 0.8), measured(8, 0.8), true],
    ['less accurate beyond chance and no faster', measured(5, 0.8), measured(5, 0.5), true],
    ['slower and less accurate, both within the intervals', measured(5, 0.8), measured(6, 0.75), false],
    ['slower beyond chance, but more accurate', measured(5, 0.8), measured(8, 0.82), false],
    ['slower, with nothing known of chance', point(5, 0.8), point(8, 0.8), false],
  ])('%s', (_, better, own, beaten) => {
    expect(isMeasurablyBeaten(own, [better, own])).toBe(beaten);
  });
});
