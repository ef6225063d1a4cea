/**
 * Points that no other point beats on both counts: less is better in `cost`, more in `value`.
 * @returns the front from the cheapest to the dearest; of equal points all
 */
export function paretoFront<T extends { cost: number; value: number }>(points: readonly T[]): T[] {
  const beats = (a: T, b: T) => a.cost <= b.cost && a.value >= b.value && (a.cost < b.cost || a.value > b.value);
  return points.filter((point) => !points.some((other) => beats(other, point))).sort((a, b) => a.cost - b.cost);
}
