import { decompress, isCompressed, readHeader, readImage } from 'nifti-reader-js';
import type { Plane } from './sample-recipe';
import type { GrayImage } from './source-image';

interface Volume {
  values: Float32Array;
  /** Voxels along the file's own axes i, j, k; i runs fastest. */
  size: [number, number, number];
  /** For right, anterior, superior: which file axis runs along it, in which direction, and mm per voxel. */
  axes: [Axis, Axis, Axis];
}

interface Axis {
  index: number;
  reversed: boolean;
  spacingMm: number;
}

/** Reads the voxel types that the samples have. Source: NIfTI-1, field datatype. */
function readVoxels(code: number, buffer: ArrayBufferLike, littleEndian: boolean): Float32Array {
  const view = new DataView(buffer);
  switch (code) {
    case 2:
      return Float32Array.from(new Uint8Array(buffer));
    case 4:
      return Float32Array.from({ length: view.byteLength / 2 }, (_, i) => view.getInt16(2 * i, littleEndian));
    case 16:
      return Float32Array.from({ length: view.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, littleEndian));
    default:
      throw new Error(`NIfTI datatype ${code} is not supported here`);
  }
}

/** For a world axis (0 right, 1 anterior, 2 superior), the file axis that runs most along it. */
function axisAlong(affine: number[][], world: number): Axis {
  const along = [0, 1, 2].map((index) => affine[world]?.[index] ?? 0);
  const index = along.reduce((best, value, i) => (Math.abs(value) > Math.abs(along[best] ?? 0) ? i : best), 0);
  const spacingMm = Math.hypot(...[0, 1, 2].map((row) => affine[row]?.[index] ?? 0));
  return { index, reversed: (along[index] ?? 0) < 0, spacingMm };
}

function readVolume(bytes: Uint8Array): Volume {
  const packed = new Uint8Array(bytes).buffer;
  const file = isCompressed(packed) ? (decompress(packed) as ArrayBuffer) : packed;
  const header = readHeader(file);
  const [, width = 0, height = 0, depth = 0] = header.dims;
  const values = readVoxels(header.datatypeCode, readImage(header, file), header.littleEndian);
  return {
    values: values.subarray(0, width * height * depth),
    size: [width, height, depth],
    axes: [axisAlong(header.affine, 0), axisAlong(header.affine, 1), axisAlong(header.affine, 2)],
  };
}

/** Which world axis runs to the right of the picture and down it, and which is cut. 0 right, 1 anterior, 2 superior. */
const LAYOUT = {
  axial: { across: 0, down: 1, cut: 2 },
  coronal: { across: 0, down: 2, cut: 1 },
  sagittal: { across: 1, down: 2, cut: 0 },
} as const satisfies Record<Plane, object>;

/**
 * Cuts one slice out of a NIfTI volume, in radiological convention: the patient's right on the left of the picture
 * (axial, coronal), the front at the top (axial) or on the left (sagittal), the head at the top.
 * @param at where to cut, 0 to 1 from left to right, back to front, or feet to head
 */
export function readNiftiSlice(bytes: Uint8Array, plane: Plane, at: number): GrayImage {
  const { values, size, axes } = readVolume(bytes);
  const { across, down, cut } = LAYOUT[plane];
  const [columns, rows, slices] = [size[axes[across].index], size[axes[down].index], size[axes[cut].index]];
  const strides = [1, size[0], size[0] * size[1]];
  const out = new Float32Array((columns ?? 0) * (rows ?? 0));
  const [widthPx, heightPx, sliceCount] = [columns ?? 0, rows ?? 0, slices ?? 0];
  const offset = (axis: Axis, count: number, step: number) =>
    (axis.reversed ? count - 1 - step : step) * (strides[axis.index] ?? 0);
  const start = offset(axes[cut], sliceCount, Math.min(sliceCount - 1, Math.floor(at * sliceCount)));
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      // Every picture axis runs against its world axis: to the patient's left, to the back, to the feet.
      const voxel =
        start + offset(axes[across], widthPx, widthPx - 1 - x) + offset(axes[down], heightPx, heightPx - 1 - y);
      out[y * widthPx + x] = values[voxel] ?? 0;
    }
  }
  return { kind: 'gray', values: out, widthPx, heightPx, pixelAspect: axes[across].spacingMm / axes[down].spacingMm };
}
