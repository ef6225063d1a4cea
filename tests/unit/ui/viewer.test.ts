import { describe, expect, it } from 'vitest';
import { dragWindow, linearTransfer, WHOLE_RANGE } from '../../../src/ui/read/viewer/grey-window';
import { FITTED, fitScale, panBy, zoomAt } from '../../../src/ui/read/viewer/view-transform';

describe('zoomAt', () => {
  it('keeps the point under the cursor in place', () => {
    // The image point at (100, 50) is 100/1 from the centre; at zoom 2 it lies at 200 + pan, so pan is -100.
    expect(zoomAt(FITTED, 2, 100, 50)).toEqual({ zoom: 2, panXPx: -100, panYPx: -50 });
  });

  it('stops at the largest zoom without moving the image', () => {
    const closest = { zoom: 32, panXPx: 10, panYPx: 20 };
    expect(zoomAt(closest, 2, 300, 300)).toEqual(closest);
  });
});

describe('panBy', () => {
  it('lets no edge of the image pass the middle of the stage', () => {
    const fitted = { widthPx: 400, heightPx: 200 };
    expect(panBy(FITTED, 500, -30, fitted)).toEqual({ zoom: 1, panXPx: 200, panYPx: -30 });
  });
});

describe('fitScale', () => {
  it('takes the tighter side', () => {
    expect(fitScale({ widthPx: 200, heightPx: 100 }, { widthPx: 400, heightPx: 100 })).toBe(1);
  });
});

describe('linearTransfer', () => {
  it('leaves the greys alone over the whole range', () => {
    expect(linearTransfer(WHOLE_RANGE)).toEqual({ slope: 1, intercept: 0 });
  });

  it('maps the window’s ends to black and white and its centre to mid-grey', () => {
    const { slope, intercept } = linearTransfer({ centre: 100, width: 51, isInverted: false });
    const shown = (grey: number) => slope * (grey / 255) + intercept;
    expect(shown(74.5)).toBeCloseTo(0);
    expect(shown(100)).toBeCloseTo(0.5);
    expect(shown(125.5)).toBeCloseTo(1);
  });

  it('swaps black and white when inverted', () => {
    expect(linearTransfer({ ...WHOLE_RANGE, isInverted: true })).toEqual({ slope: -1, intercept: 1 });
  });
});

describe('dragWindow', () => {
  it('widens to the right, raises the centre downwards, and never closes the window', () => {
    expect(dragWindow(WHOLE_RANGE, 20, 10)).toEqual({ centre: 137.5, width: 275, isInverted: false });
    expect(dragWindow(WHOLE_RANGE, -900, -900)).toEqual({ centre: 0, width: 1, isInverted: false });
  });
});
