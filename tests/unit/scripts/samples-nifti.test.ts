import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readNiftiSlice } from '../../../scripts/samples/read-nifti';

/**
 * A NIfTI-1 file of 2 × 2 × 2 voxels, int16. Each value says where its voxel lies in the body: hundreds 1 left, 2 right;
 * tens 1 back, 2 front; ones 1 feet, 2 head.
 * @param signs whether the file's i, j, k run to the right, front and head (1) or the other way (-1)
 */
function nifti(
  signs: [number, number, number],
  littleEndian = true,
  spacingMm: [number, number, number] = [1, 1, 1],
): Uint8Array {
  const bytes = new Uint8Array(352 + 16);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 348, littleEndian);
  [3, 2, 2, 2, 1, 1, 1, 1].forEach((size, i) => view.setInt16(40 + 2 * i, size, littleEndian));
  view.setInt16(70, 4, littleEndian); // datatype int16
  view.setInt16(72, 16, littleEndian); // bits per voxel
  [1, ...spacingMm].forEach((mm, i) => view.setFloat32(76 + 4 * i, mm, littleEndian));
  view.setFloat32(108, 352, littleEndian); // voxel offset
  view.setInt16(254, 1, littleEndian); // sform code
  signs.forEach((sign, axis) =>
    view.setFloat32(280 + 16 * axis + 4 * axis, sign * (spacingMm[axis] ?? 1), littleEndian),
  );
  bytes.set(new TextEncoder().encode('n+1\0'), 344);
  for (let voxel = 0; voxel < 8; voxel++) {
    const place = [voxel & 1, (voxel >> 1) & 1, voxel >> 2].map(
      (step, axis) => ((signs[axis] ?? 1) > 0 ? step : 1 - step) + 1,
    );
    view.setInt16(352 + 2 * voxel, (place[0] ?? 0) * 100 + (place[1] ?? 0) * 10 + (place[2] ?? 0), littleEndian);
  }
  return bytes;
}

const axial = (bytes: Uint8Array) => [...readNiftiSlice(bytes, 'axial', 0.9).values];

describe('a slice of a NIfTI volume', () => {
  it('axial: the front is at the top and the right side on the left', () => {
    expect(axial(nifti([1, 1, 1]))).toEqual([222, 122, 212, 112]);
  });

  it('coronal: the head is at the top and the right side on the left', () => {
    expect([...readNiftiSlice(nifti([1, 1, 1]), 'coronal', 0.9).values]).toEqual([222, 122, 221, 121]);
  });

  it('sagittal: the head is at the top and the front on the left', () => {
    expect([...readNiftiSlice(nifti([1, 1, 1]), 'sagittal', 0.9).values]).toEqual([222, 212, 221, 211]);
  });

  it.each([
    [-1, 1, 1],
    [1, -1, 1],
    [-1, -1, -1],
  ] as const)('looks the same however the file stores it (%i, %i, %i)', (i, j, k) => {
    expect(axial(nifti([i, j, k]))).toEqual([222, 122, 212, 112]);
  });

  it('reads big-endian and compressed files', () => {
    expect(axial(nifti([1, 1, 1], false))).toEqual([222, 122, 212, 112]);
    expect(axial(gzipSync(nifti([1, 1, 1])))).toEqual([222, 122, 212, 112]);
  });

  it('takes the lower half for a fraction below a half', () => {
    expect([...readNiftiSlice(nifti([1, 1, 1]), 'axial', 0.49).values]).toEqual([221, 121, 211, 111]);
  });

  it('says how much wider than high its pixels are', () => {
    const bytes = nifti([1, 1, 1], true, [1, 1, 3]);
    expect(readNiftiSlice(bytes, 'coronal', 0.5).pixelAspect).toBeCloseTo(1 / 3, 6);
    expect(readNiftiSlice(bytes, 'axial', 0.5).pixelAspect).toBe(1);
  });
});
