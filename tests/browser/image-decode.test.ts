import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../src/contract/inference-api';
import { decodeImage, type DecodedImage } from '../../src/image/decode';
import { toImageData } from '../../src/image/to-image-data';
import { fixtureBytes } from './image-fixtures';

/** Without a type: the bytes alone must do. */
const fixture = async (file: string) => new Blob([await fixtureBytes(file)]);

async function decoded(blob: Blob, name = 'picture'): Promise<DecodedImage> {
  const result = await decodeImage(blob, name);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

function pixel({ widthPx, data }: RgbImage, x: number, y: number): number[] {
  const at = (y * widthPx + x) * 3;
  return [...data.subarray(at, at + 3)];
}

/** The middle of each quarter, from left to right, then down. */
function quarters(image: RgbImage): number[][] {
  return [pixel(image, 12, 8), pixel(image, 36, 8), pixel(image, 12, 24), pixel(image, 36, 24)];
}

const RED = [200, 30, 40];
const GREEN = [20, 160, 60];
const BLUE = [40, 60, 200];
const GREY = [220, 220, 220];
const PATTERN = [RED, GREEN, BLUE, GREY];
/** ITU-R BT.601 luma of the pattern, as Pillow rounds it. */
const PATTERN_GREYS = [82, 107, 70, 220].map((grey) => [grey, grey, grey]);

function expectQuarters(image: RgbImage, expected: number[][], tolerance: number): void {
  expect([image.widthPx, image.heightPx]).toEqual([48, 32]);
  expect(image.data).toHaveLength(48 * 32 * 3);
  quarters(image).forEach((colour, quarter) => {
    colour.forEach((value, channel) => {
      const wanted = expected[quarter]?.[channel] ?? Number.NaN;
      expect(Math.abs(value - wanted), `quarter ${quarter}: ${colour.join()}`).toBeLessThanOrEqual(tolerance);
    });
  });
}

describe('decodeImage on what people bring along', () => {
  it.each([
    ['rgb.png', 'png'],
    ['palette.png', 'png'],
    ['lossless.webp', 'webp'],
    ['rgb24.bmp', 'bmp'],
    ['palette8.bmp', 'bmp'],
    ['palette4.bmp', 'bmp'],
    ['rle8.bmp', 'bmp'],
  ])('decodes %s to the exact colours', async (file, format) => {
    const { image, format: found, bitDepth, window } = await decoded(await fixture(file));
    expect([found, bitDepth, window]).toEqual([format, 8, undefined]);
    expectQuarters(image, PATTERN, 0);
  });

  it.each(['baseline.jpg', 'progressive.jpg', 'lossy.webp'])(
    'decodes %s within the loss of its coding',
    async (file) => {
      expectQuarters((await decoded(await fixture(file))).image, PATTERN, 4);
    },
  );

  it('decodes grey PNG and JPEG', async () => {
    expectQuarters((await decoded(await fixture('grey.png'))).image, PATTERN_GREYS, 0);
    expectQuarters((await decoded(await fixture('grey.jpg'))).image, PATTERN_GREYS, 2);
  });

  it('decodes a one-bit BMP', async () => {
    const black = [0, 0, 0];
    const white = [255, 255, 255];
    expectQuarters((await decoded(await fixture('mono1.bmp'))).image, [black, white, black, white], 0);
  });

  it.each(['animated.gif', 'animated.webp'])('takes the first frame of %s', async (file) => {
    expectQuarters((await decoded(await fixture(file))).image, PATTERN, 0);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns a JPEG of EXIF orientation %i upright', async (orientation) => {
    expectQuarters((await decoded(await fixture(`orientation-${orientation}.jpg`))).image, PATTERN, 4);
  });

  it('converts the inks of a CMYK JPEG: red × black is (255 − ink) × (255 − black) / 255', async () => {
    const { image } = await decoded(await fixture('cmyk.jpg'));
    const expected = [
      [255, 0, 0],
      [119, 157, 195],
      [255, 255, 255],
      [0, 0, 0],
    ];
    expectQuarters(image, expected, 4);
  });

  it.each(['alpha.png', 'alpha.webp'])('lays the half-transparent %s on black', async (file) => {
    const onBlack = PATTERN.map((colour) => colour.map((value) => (value * 128) / 255));
    expectQuarters((await decoded(await fixture(file))).image, onBlack, 1);
  });

  it('converts linear light to sRGB', async () => {
    const { image } = await decoded(await fixture('linear.png'));
    expect([...image.data]).toEqual([188, 188, 188]);
  });

  it('goes by the bytes when name and type say otherwise', async () => {
    const jpeg = new Blob([await fixture('baseline.jpg')], { type: 'image/svg+xml' });
    const { format, image } = await decoded(jpeg, 'scan.png');
    expect(format).toBe('jpeg');
    expectQuarters(image, PATTERN, 4);
  });

  it('copies a picture of several strips whole', async () => {
    const canvas = new OffscreenCanvas(1500, 1501);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    for (let y = 0; y < 1501; y++) {
      context.fillStyle = `rgb(${y % 256}, ${Math.floor(y / 256)}, 7)`;
      context.fillRect(0, y, 1500, 1);
    }
    const { image } = await decoded(await canvas.convertToBlob({ type: 'image/png' }));
    for (let y = 0; y < 1501; y++) expect(pixel(image, 1499, y)).toEqual([y % 256, Math.floor(y / 256), 7]);
  });
});

describe('decodeImage on 16-bit PNG', () => {
  /** Column x of the wedge holds 65 x, so 0 to 4095 become 0 to 255 in 63 equal steps. */
  const wedge = Array.from({ length: 64 }, (_, x) => Math.round((x * 255) / 63));

  it.each(['grey16-12bit.png', 'grey16-interlaced.png', 'grey16-as-rgb.png'])(
    'stretches the 12 bits that %s holds to all greys',
    async (file) => {
      const { image, bitDepth, window } = await decoded(await fixture(file));
      expect([image.widthPx, image.heightPx, bitDepth]).toEqual([64, 4, 16]);
      expect(window).toEqual({ lower: 0, upper: 4095, storedRange: [0, 4095] });
      expect(wedge.map((_, x) => pixel(image, x, 3))).toEqual(wedge.map((grey) => [grey, grey, grey]));
    },
  );

  it('lays its transparent value on black and does not count it', async () => {
    const { image, window } = await decoded(await fixture('grey16-transparent.png'));
    expect(window).toEqual({ lower: 65, upper: 4095, storedRange: [65, 4095] });
    expect(pixel(image, 0, 0)).toEqual([0, 0, 0]);
    expect(pixel(image, 63, 0)).toEqual([255, 255, 255]);
  });

  it('lays half-transparent greys on black', async () => {
    const { image } = await decoded(await fixture('grey16-alpha.png'));
    expect(pixel(image, 63, 0)).toEqual([128, 128, 128]);
  });

  it('keeps the full range of colours', async () => {
    const { image, bitDepth, window } = await decoded(await fixture('rgb16.png'));
    expect([bitDepth, window]).toEqual([16, undefined]);
    expect([...image.data]).toEqual([...RED, ...BLUE]);
  });

  it('shows the windowed pixels on a canvas unchanged', async () => {
    const { image } = await decoded(await fixture('grey16-12bit.png'));
    const shown = toImageData(image);
    expect([shown.width, shown.height]).toEqual([64, 4]);
    expect([...shown.data.subarray(4, 12)]).toEqual([4, 4, 4, 255, 8, 8, 8, 255]);
  });
});

describe('decodeImage on large pictures', () => {
  /** Turns that the event loop takes while `work` runs: not a time, which a busy machine would stretch. */
  async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
    let turns = 0;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      turns++;
      port2.postMessage(undefined);
    };
    port2.postMessage(undefined);
    await work();
    port1.close();
    return turns;
  }

  it('leaves the page alive while 12 megapixels are decoded', async () => {
    const canvas = new OffscreenCanvas(4000, 3000);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    for (let x = 0; x < 4000; x += 8) {
      context.fillStyle = `hsl(${x % 360} 60% 50%)`;
      context.fillRect(x, 0, 8, 3000);
    }
    const photograph = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    const turns = await turnsDuring(() => decoded(photograph));
    // Strips of 62 rows: 49 of them, and the page may do something between each two.
    expect(turns).toBeGreaterThanOrEqual(48);
  });
});
