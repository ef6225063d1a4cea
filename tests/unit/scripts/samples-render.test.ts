import { describe, expect, it } from 'vitest';
import { applyWindow, percentile, render } from '../../../scripts/samples/render';
import type { GrayImage, RgbImage } from '../../../scripts/samples/source-image';

const gray = (widthPx: number, ...values: number[]): GrayImage => ({
  kind: 'gray',
  values: Float32Array.from(values),
  widthPx,
  heightPx: values.length / widthPx,
  pixelAspect: 1,
});

describe('rendering a sample', () => {
  it('maps a window linearly from black to white and clips beyond it', () => {
    // Centre 40, width 400: -160 is black, 240 white, one grey level is 400/255 = 1.569.
    const levels = applyWindow(gray(6, -1000, -160, -80, 40, 240, 3000), { kind: 'window', centre: 40, width: 400 });
    expect([...levels]).toEqual([0, 0, 51, 128, 255, 255]);
  });

  it('takes percentiles by nearest rank', () => {
    const values = Float32Array.of(40, 10, 30, 20);
    expect([0, 25, 50, 51, 100].map((percent) => percentile(values, percent))).toEqual([10, 10, 20, 30, 40]);
  });

  it('ignores outliers beyond the percentiles', () => {
    const values = [...Array.from({ length: 99 }, (_, i) => i), 1_000_000];
    const levels = applyWindow(gray(100, ...values), { kind: 'percentiles', low: 1, high: 99 });
    expect([levels[0], levels[49], levels[98], levels[99]]).toEqual([0, 128, 255, 255]);
  });

  it('shows an image of one value as black instead of dividing by zero', () => {
    expect([...applyWindow(gray(2, 5, 5), { kind: 'percentiles', low: 1, high: 99 })]).toEqual([0, 0]);
  });

  it('cuts the named rectangle out of a colour image', () => {
    const pixels = Uint8Array.from({ length: 3 * 2 * 3 }, (_, i) => i);
    const image: RgbImage = { kind: 'rgb', pixels, widthPx: 3, heightPx: 2 };
    const picture = render(image, undefined, { leftPx: 1, topPx: 1, widthPx: 2, heightPx: 1 });
    expect([...picture.pixels]).toEqual([12, 13, 14, 15, 16, 17]);
    expect(picture).toMatchObject({ widthPx: 2, heightPx: 1, channels: 3 });
  });

  it('refuses a rectangle that leaves the image', () => {
    const area = { leftPx: 1, topPx: 0, widthPx: 2, heightPx: 1 };
    expect(() => render(gray(2, 1, 2), { kind: 'window', centre: 1, width: 2 }, area)).toThrow(
      'leaves the image of 2 × 1 px',
    );
  });
});
