import type { Interval } from './bootstrap';

/** Less is better in `cost`, more in `value`. An interval is absent where too few samples give one. */
export interface ParetoPoint {
  cost: number;
  value: number;
  costInterval?: Interval;
  valueInterval?: Interval;
}

/**
 * Points that no other point beats on both counts, going by the figures alone.
 * @returns the front from the cheapest to the dearest; of equal points all
 */
export function paretoFront<T extends ParetoPoint>(points: readonly T[]): T[] {
  return points.filter((point) => !points.some((other) => beats(other, point))).sort((a, b) => a.cost - b.cost);
}

/**
 * Whether some other point beats this one by more than the measurement leaves open: no worse on either count, and on one
 * of them better with its whole 95% interval.
 */
export function isMeasurablyBeaten<T extends ParetoPoint>(point: T, points: readonly T[]): boolean {
  return points.some((other) => beats(other, point) && (isCheaper(other, point) || isWorthMore(other, point)));
}

function beats(a: ParetoPoint, b: ParetoPoint): boolean {
  return a.cost <= b.cost && a.value >= b.value && (a.cost < b.cost || a.value > b.value);
}

/** Without an interval on both sides nothing is known of chance, and nothing is claimed. */
function isCheaper({ costInterval: own }: ParetoPoint, { costInterval: other }: ParetoPoint): boolean {
  return own !== undefined && other !== undefined && own.high < other.low;
}

function isWorthMore({ valueInterval: own }: ParetoPoint, { valueInterval: other }: ParetoPoint): boolean {
  return own !== undefined && other !== undefined && own.low > other.high;
}
