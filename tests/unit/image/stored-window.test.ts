import { describe, expect, it } from 'vitest';
import { chooseWindow, windowTable } from '../../../src/image/stored-window';
import { isGrey, windowGrey16 } from '../../../src/image/window-grey16';

function histogramOf(counts: Record<number, number>): Uint32Array {
  const histogram = new Uint32Array(65_536);
  for (const [value, count] of Object.entries(counts)) histogram[Number(value)] = count;
  return histogram;
}

describe('chooseWindow', () => {
  it('cuts half a percent at each end, so that a burnt-in mark does not darken a 12-bit picture', () => {
    const window = chooseWindow(histogramOf({ 0: 4, 100: 500, 4000: 492, 65535: 4 }));
    expect(window).toEqual({ lower: 100, upper: 4000, storedRange: [0, 65535] });
  });

  it('keeps an end that has more than half a percent', () => {
    const window = chooseWindow(histogramOf({ 0: 6, 100: 500, 4000: 488, 65535: 6 }));
    expect(window).toEqual({ lower: 0, upper: 65535, storedRange: [0, 65535] });
  });

  it('shows a small bright structure on black instead of cutting it off', () => {
    const window = chooseWindow(histogramOf({ 0: 9990, 3000: 10 }));
    expect(window).toEqual({ lower: 0, upper: 3000, storedRange: [0, 3000] });
  });

  it('leaves a picture of one value where it lies in the full range', () => {
    expect(chooseWindow(histogramOf({ 500: 100 }))).toEqual({ lower: 0, upper: 65535, storedRange: [500, 500] });
  });
});

describe('windowTable', () => {
  it('maps the ends to black and white, the middle to grey, and clips beyond', () => {
    const table = windowTable({ lower: 1000, upper: 3000, storedRange: [0, 4095] });
    // The middle is 127.5, rounded up.
    expect([0, 1000, 2000, 3000, 4095, 65535].map((value) => table[value])).toEqual([0, 0, 128, 255, 255, 255]);
  });
});

describe('windowGrey16', () => {
  it('ignores transparent pixels when it chooses the window, and lays the others on black', () => {
    // Grey and alpha: 10 opaque, 20 opaque, 60000 transparent, 20 at one fifth.
    const data = Uint16Array.of(10, 65535, 20, 65535, 60000, 0, 20, 13107);
    const { image, window } = windowGrey16({ widthPx: 4, heightPx: 1, channels: 2, data });
    expect(window).toEqual({ lower: 10, upper: 20, storedRange: [10, 20] });
    expect([...image.data]).toEqual([0, 0, 0, 255, 255, 255, 0, 0, 0, 51, 51, 51]);
  });

  it('makes a wholly transparent picture black', () => {
    const { image } = windowGrey16({ widthPx: 1, heightPx: 1, channels: 2, data: Uint16Array.of(900, 0) });
    expect([...image.data]).toEqual([0, 0, 0]);
  });
});

describe('isGrey', () => {
  it('finds one coloured pixel', () => {
    const grey = { widthPx: 2, heightPx: 1, channels: 3, data: Uint16Array.of(5, 5, 5, 9, 9, 9) };
    expect(isGrey(grey)).toBe(true);
    expect(isGrey({ ...grey, data: Uint16Array.of(5, 5, 5, 9, 9, 8) })).toBe(false);
  });
});
