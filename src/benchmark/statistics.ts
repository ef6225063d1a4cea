import { medianSorted, quantileSorted } from 'simple-statistics';
import { bootstrapIntervals, type Interval } from './bootstrap';

/** Spread above which a figure is flagged as unsteady: interquartile range as a share of the median. */
export const SPREAD_LIMIT = 0.25;

export interface Summary {
  count: number;
  median: number;
  /** Quartiles by linear interpolation (type 7, as numpy and R do by default). */
  q1: number;
  q3: number;
  p95: number;
  min: number;
  max: number;
  /** Interquartile range / median; absent when the median is 0. */
  spread?: number;
  /** Spread above `SPREAD_LIMIT`. */
  unsteady: boolean;
  /** 95% bootstrap interval of the median; absent for fewer than 3 samples. */
  interval?: Interval;
}

/** @returns undefined for no samples: what was not measured has no summary */
export function summarise(samples: readonly number[]): Summary | undefined {
  const first = samples[0];
  if (first === undefined) return undefined;
  const sorted = [...samples].sort((a, b) => a - b);
  const median = medianSorted(sorted);
  const q1 = quantileSorted(sorted, 0.25);
  const q3 = quantileSorted(sorted, 0.75);
  const spread = median === 0 ? undefined : (q3 - q1) / median;
  const interval = medianInterval(sorted);
  return {
    count: sorted.length,
    median,
    q1,
    q3,
    p95: quantileSorted(sorted, 0.95),
    min: sorted[0] ?? first,
    max: sorted[sorted.length - 1] ?? first,
    ...(spread === undefined ? {} : { spread }),
    unsteady: spread !== undefined && spread > SPREAD_LIMIT,
    ...(interval === undefined ? {} : { interval }),
  };
}

function medianInterval(sorted: readonly number[]): Interval | undefined {
  if (sorted.length < 3) return undefined;
  const medianOf = (draw: Uint32Array): number[] => {
    // The samples are sorted, so sorted indices give sorted values.
    draw.sort();
    return [medianSorted(Array.from(draw, (index) => sorted[index] ?? Number.NaN))];
  };
  return bootstrapIntervals(sorted.length, medianOf)[0];
}

/** How many times as fast `other` is as `base` in the same unit of time; above 1 means that `other` is faster. */
export function timesAsFast(baseMs: number, otherMs: number): number | undefined {
  return otherMs > 0 ? baseMs / otherMs : undefined;
}
