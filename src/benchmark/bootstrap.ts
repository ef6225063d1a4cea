import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { quantileSorted } from 'simple-statistics';

/** Half-open range of a statistic under resampling: 2.5th to 97.5th percentile. */
export interface Interval {
  low: number;
  high: number;
}

export const BOOTSTRAP_RESAMPLES = 1000;
/** Fixed, so that the same samples give the same interval on every machine. */
export const BOOTSTRAP_SEED = 20_261_122;

/**
 * Percentile bootstrap: draws `size` indices with replacement, again and again, and hands each draw to `statistics`.
 * @param statistics values of one draw, by position; `undefined` where this draw does not define the statistic
 * @returns one 95% interval a position; `undefined` where fewer than two draws defined it, or `size` is below 2
 */
export function bootstrapIntervals(
  size: number,
  statistics: (draw: Uint32Array) => readonly (number | undefined)[],
  resamples = BOOTSTRAP_RESAMPLES,
  seed = BOOTSTRAP_SEED,
): (Interval | undefined)[] {
  if (size < 2) return [];
  const generator = xoroshiro128plus(seed);
  const draw = new Uint32Array(size);
  const columns: number[][] = [];
  for (let resample = 0; resample < resamples; resample += 1) {
    for (let index = 0; index < size; index += 1) draw[index] = uniformInt(generator, 0, size - 1);
    statistics(draw).forEach((value, position) => {
      const column = (columns[position] ??= []);
      if (value !== undefined) column.push(value);
    });
  }
  return columns.map(percentileInterval);
}

function percentileInterval(values: number[]): Interval | undefined {
  if (values.length < 2) return undefined;
  values.sort((a, b) => a - b);
  return { low: quantileSorted(values, 0.025), high: quantileSorted(values, 0.975) };
}
