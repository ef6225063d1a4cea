import { unzipSync } from 'fflate';
import type { GrayImage } from './source-image';

/** An int16 volume, row-major [planes, rows, columns]. */
export interface NpyVolume {
  values: Int16Array;
  planes: number;
  rows: number;
  columns: number;
}

/**
 * Parses a .npy array of little-endian int16 with three axes, in C order.
 * Source: NumPy enhancement proposal 1, format versions 1.0 and 2.0
 */
export function parseNpyVolume(bytes: Uint8Array): NpyVolume {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(6);
  const headerStart = version === 1 ? 10 : 12;
  const headerBytes = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const header = new TextDecoder('latin1').decode(bytes.subarray(headerStart, headerStart + headerBytes));
  const shape = /'shape': \((\d+), (\d+), (\d+),?\)/u.exec(header);
  if (!header.includes("'descr': '<i2'") || !header.includes("'fortran_order': False") || shape === null) {
    throw new Error(`expected a C-ordered int16 array with three axes, found ${header.trim()}`);
  }
  const [planes = 0, rows = 0, columns = 0] = shape.slice(1).map(Number);
  const start = headerStart + headerBytes;
  const values = Int16Array.from({ length: planes * rows * columns }, (_, i) => view.getInt16(start + 2 * i, true));
  return { values, planes, rows, columns };
}

/** The picture of the volume whose pixel in column x of the row at height z is `pick(z, x)`; the head is at the top. */
function upright(planes: number, widthPx: number, pick: (z: number, x: number) => number): GrayImage {
  const values = new Float32Array(planes * widthPx);
  for (let row = 0; row < planes; row++) {
    for (let x = 0; x < widthPx; x++) values[row * widthPx + x] = pick(planes - 1 - row, x);
  }
  return { kind: 'gray', values, widthPx, heightPx: planes, pixelAspect: 1 };
}

/** Which picture of a volume [planes from feet to head, rows from front to back, columns from right to left]. */
export type NpzView =
  { plane: 'axial'; index: number } | { plane: 'sagittal'; index: number } | { plane: 'coronal-mip' };

/**
 * Cuts a slice out of the only array of an .npz file, or projects it from front to back ("coronal-mip": the brightest
 * value along each ray).
 * @param view `index` is the plane number (axial) or the column number (sagittal)
 */
export function readNpz(bytes: Uint8Array, view: NpzView): GrayImage {
  const [array] = Object.values(unzipSync(bytes));
  if (array === undefined) throw new Error('the .npz file is empty');
  const { values, planes, rows, columns } = parseNpyVolume(array);
  const at = (z: number, y: number, x: number) => values[(z * rows + y) * columns + x] ?? 0;
  switch (view.plane) {
    case 'axial': {
      const slice = values.subarray(view.index * rows * columns, (view.index + 1) * rows * columns);
      return { kind: 'gray', values: Float32Array.from(slice), widthPx: columns, heightPx: rows, pixelAspect: 1 };
    }
    case 'sagittal':
      return upright(planes, rows, (z, y) => at(z, y, view.index));
    case 'coronal-mip':
      return upright(planes, columns, (z, x) => {
        let brightest = -Infinity;
        for (let y = 0; y < rows; y++) brightest = Math.max(brightest, at(z, y, x));
        return brightest;
      });
  }
}
