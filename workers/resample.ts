import type { RgbImage } from '../src/contract/inference-api';

/** Fraction bits of the fixed-point weights: 32 less 8 for the sample and 2 for sign and overflow, as in Pillow. */
const PRECISION_BITS = 32 - 8 - 2;
const HALF = 1 << (PRECISION_BITS - 1);
const CHANNELS = 3;

/**
 * Resizes exactly as Pillow 13's `Image.resize((w, h), Image.BILINEAR)` does on an 8-bit RGB image, bit for bit: what
 * the model sees in the page is what it saw in training. A triangle filter, widened when shrinking so that every source
 * pixel counts, in two passes with rounding to 8 bits between them; a pass that changes nothing is left out.
 * Source: Pillow 13.0.0, src/libImaging/Resample.c.
 */
export function resampleBilinear(image: RgbImage, widthPx: number, heightPx: number): RgbImage {
  const lostRows = image.heightPx - heightPx;
  const lostColumns = image.widthPx - widthPx;
  // Pillow 13's rule; up to 12 rows always came first. The order shows in the last bit.
  const columnsFirst = lostRows > 0 && lostRows > lostColumns * 2;
  const resized = columnsFirst
    ? resampleRows(resampleColumns(image, heightPx), widthPx)
    : resampleColumns(resampleRows(image, widthPx), heightPx);
  return resized === image ? { ...image, data: image.data.slice() } : resized;
}

/** For each output position, the source positions that it draws on and their weights. */
interface Kernel {
  /** First source position of each output position. */
  starts: Int32Array;
  /** Number of source positions of each output position. */
  counts: Int32Array;
  /** Fixed point, row-major [output positions, taps]. */
  weights: Int32Array;
  taps: number;
}

function bilinearKernel(sourceSize: number, size: number): Kernel {
  const scale = sourceSize / size;
  const support = Math.max(scale, 1);
  const taps = Math.ceil(support) * 2 + 1;
  const kernel = {
    starts: new Int32Array(size),
    counts: new Int32Array(size),
    weights: new Int32Array(size * taps),
    taps,
  };
  for (let position = 0; position < size; position++) {
    const center = (position + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const count = Math.min(sourceSize, Math.trunc(center + support + 0.5)) - start;
    const triangle = Float64Array.from({ length: count }, (_, tap) =>
      // A product with the reciprocal, as in the source: a quotient can differ in the last bit.
      Math.max(0, 1 - Math.abs((tap + start - center + 0.5) * (1 / support))),
    );
    const sum = triangle.reduce((total, weight) => total + weight, 0);
    kernel.starts[position] = start;
    kernel.counts[position] = count;
    triangle.forEach((weight, tap) => {
      kernel.weights[position * taps + tap] = Math.trunc(0.5 + (weight / sum) * (1 << PRECISION_BITS));
    });
  }
  return kernel;
}

/** [height, width, 3] → [height, widthPx, 3] */
function resampleRows(image: RgbImage, widthPx: number): RgbImage {
  if (image.widthPx === widthPx) return image;
  const kernel = bilinearKernel(image.widthPx, widthPx);
  const data = new Uint8Array(widthPx * image.heightPx * CHANNELS);
  const clamped = new Uint8ClampedArray(data.buffer);
  for (let row = 0; row < image.heightPx; row++) {
    const rowStart = row * image.widthPx * CHANNELS;
    for (let column = 0; column < widthPx; column++) {
      const from = rowStart + (kernel.starts[column] ?? 0) * CHANNELS;
      weighPixel(image.data, from, CHANNELS, kernel, column, clamped, (row * widthPx + column) * CHANNELS);
    }
  }
  return { widthPx, heightPx: image.heightPx, data };
}

/** [height, width, 3] → [heightPx, width, 3] */
function resampleColumns(image: RgbImage, heightPx: number): RgbImage {
  if (image.heightPx === heightPx) return image;
  const kernel = bilinearKernel(image.heightPx, heightPx);
  const rowLength = image.widthPx * CHANNELS;
  const data = new Uint8Array(rowLength * heightPx);
  const clamped = new Uint8ClampedArray(data.buffer);
  for (let row = 0; row < heightPx; row++) {
    const from = (kernel.starts[row] ?? 0) * rowLength;
    for (let column = 0; column < rowLength; column += CHANNELS) {
      weighPixel(image.data, from + column, rowLength, kernel, row, clamped, row * rowLength + column);
    }
  }
  return { widthPx: image.widthPx, heightPx, data };
}

/** Weighted sum of one pixel's three channels. Thousands of rounded weights can add up to more than 1: the target clamps. */
function weighPixel(
  source: Uint8Array,
  from: number,
  step: number,
  { counts, weights, taps }: Kernel,
  position: number,
  target: Uint8ClampedArray,
  to: number,
): void {
  let red = HALF;
  let green = HALF;
  let blue = HALF;
  const firstWeight = position * taps;
  const lastWeight = firstWeight + (counts[position] ?? 0);
  for (let tap = firstWeight, at = from; tap < lastWeight; tap++, at += step) {
    const weight = weights[tap] ?? 0;
    red += weight * (source[at] ?? 0);
    green += weight * (source[at + 1] ?? 0);
    blue += weight * (source[at + 2] ?? 0);
  }
  target[to] = red >> PRECISION_BITS;
  target[to + 1] = green >> PRECISION_BITS;
  target[to + 2] = blue >> PRECISION_BITS;
}
