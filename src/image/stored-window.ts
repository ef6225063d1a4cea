/** Stored values that became black and white. */
export interface StoredWindow {
  /** Shown as 0 (black), and so is everything below. */
  lower: number;
  /** Shown as 255 (white), and so is everything above. */
  upper: number;
  /** Least and greatest value in the file. */
  storedRange: [number, number];
}

/** Share of the pixels cut off at each end: a burnt-in mark at 65,535 must not turn a 12-bit picture black. */
const CLIPPED_SHARE = 0.005;

/**
 * Chooses the window of a 16-bit grey picture: from the 0.5th to the 99.5th percentile (nearest rank). Where those
 * coincide, as in a small bright structure on black, from the least to the greatest value; a picture of one value
 * only keeps its share of the full range.
 * @param histogram pixel count of each of the 65,536 stored values; at least one is not 0
 */
export function chooseWindow(histogram: Uint32Array): StoredWindow {
  const storedRange: [number, number] = [
    histogram.findIndex((count) => count > 0),
    histogram.findLastIndex((count) => count > 0),
  ];
  const [least, greatest] = storedRange;
  const pixelCount = histogram.reduce((sum, count) => sum + count, 0);
  const lower = valueAtRank(histogram, Math.ceil(pixelCount * CLIPPED_SHARE));
  const upper = valueAtRank(histogram, Math.ceil(pixelCount * (1 - CLIPPED_SHARE)));
  if (lower < upper) return { lower, upper, storedRange };
  if (least < greatest) return { lower: least, upper: greatest, storedRange };
  return { lower: 0, upper: histogram.length - 1, storedRange };
}

/** @param rank 1 for the least pixel */
function valueAtRank(histogram: Uint32Array, rank: number): number {
  let seen = 0;
  return histogram.findIndex((count) => (seen += count) >= rank);
}

/**
 * Table from stored value to shown grey, linear between the window's ends, rounded to nearest.
 * @returns uint8 [65536]
 */
export function windowTable({ lower, upper }: StoredWindow): Uint8Array {
  const table = new Uint8ClampedArray(65_536);
  for (let value = 0; value < table.length; value++) {
    table[value] = Math.floor(((value - lower) * 255) / (upper - lower) + 0.5);
  }
  return new Uint8Array(table.buffer);
}
