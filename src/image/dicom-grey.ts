import type { RgbImage } from '../contract/inference-api';
import type { DicomPicture } from './dicom-picture';
import { chooseWindow, type StoredWindow } from './stored-window';

/**
 * Shows the first frame's stored values as greys: rescaled, windowed, inverted for MONOCHROME1.
 * @param samples stored values as unsigned words or bytes, row-major [rows, columns]; bits above the stored ones may be set
 * @returns the window in the modality's units: the file's own, or one chosen from the values where it has none
 * Source: DICOM PS3.3 C.7.6.3.1 and C.11.2.1.2
 */
export function showDicomGrey(
  samples: Uint8Array | Uint16Array,
  picture: DicomPicture,
): { image: RgbImage; window: StoredWindow } {
  const levels = 2 ** picture.bitsStored;
  const shift = picture.highBit + 1 - picture.bitsStored;
  // A table entry for each pattern of stored bits, in the order of the values: signed ones begin with the lowest.
  const offset = picture.signed ? levels / 2 : 0;
  const indexOf = (sample: number): number => ((sample >> shift) + offset) & (levels - 1);
  const histogram = new Uint32Array(levels);
  for (const sample of samples) {
    const index = indexOf(sample);
    histogram[index] = (histogram[index] ?? 0) + 1;
  }
  const valueOf = (index: number): number => (index - offset) * picture.slope + picture.intercept;
  const window = windowOf(picture, histogram, valueOf, offset);
  const table = greyTable(picture, levels, valueOf, window);
  const rgb = new Uint8Array(samples.length * 3);
  samples.forEach((sample, at) => {
    const grey = table[indexOf(sample)] ?? 0;
    rgb[at * 3] = grey;
    rgb[at * 3 + 1] = grey;
    rgb[at * 3 + 2] = grey;
  });
  return { image: { widthPx: picture.widthPx, heightPx: picture.heightPx, data: rgb }, window };
}

function windowOf(
  { voi, padding }: DicomPicture,
  histogram: Uint32Array,
  valueOf: (index: number) => number,
  offset: number,
): StoredWindow {
  const counted = histogram.slice();
  if (padding !== undefined && counted.some((count, index) => count > 0 && index !== padding + offset)) {
    counted[padding + offset] = 0;
  }
  const chosen = chooseWindow(counted);
  const [lower, upper, least, greatest] = [chosen.lower, chosen.upper, ...chosen.storedRange].map(valueOf);
  const found = { lower: lower ?? 0, upper: upper ?? 0 };
  const storedRange: [number, number] = [least ?? 0, greatest ?? 0];
  if (voi === undefined) return { ...found, storedRange };
  const { kind, center, width } = voi;
  if (kind === 'linear')
    return { lower: center - 0.5 - (width - 1) / 2, upper: center - 0.5 + (width - 1) / 2, storedRange };
  return { lower: center - width / 2, upper: center + width / 2, storedRange };
}

/** @returns uint8 [levels], rounded to nearest */
function greyTable(
  { voi, photometric }: DicomPicture,
  levels: number,
  valueOf: (index: number) => number,
  { lower, upper }: StoredWindow,
): Uint8ClampedArray {
  const table = new Uint8ClampedArray(levels);
  for (let index = 0; index < levels; index++) {
    const value = valueOf(index);
    const grey =
      voi?.kind === 'sigmoid'
        ? 255 / (1 + Math.exp((-4 * (value - voi.center)) / voi.width))
        : rampAt(value, lower, upper) * 255;
    table[index] = Math.floor((photometric === 'MONOCHROME1' ? 255 - grey : grey) + 0.5);
  }
  return table;
}

/** A window of width 1 is a step: black up to its only end, white above. */
function rampAt(value: number, lower: number, upper: number): number {
  if (lower === upper) return value > lower ? 1 : 0;
  return Math.min(1, Math.max(0, (value - lower) / (upper - lower)));
}
