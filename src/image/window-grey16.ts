import type { RgbImage } from '../contract/inference-api';
import { chooseWindow, windowTable, type StoredWindow } from './stored-window';

/** Samples of a 16-bit picture, row-major, channels interleaved: grey, grey + alpha, RGB or RGBA. */
export interface Samples16 {
  widthPx: number;
  heightPx: number;
  channels: number;
  data: Uint16Array;
  /** The one grey that means "transparent" in a picture without alpha. */
  transparentValue?: number;
}

/** Whether all colours are greys: many tools save a grey picture as RGB. */
export function isGrey({ channels, data }: Samples16): boolean {
  if (channels < 3) return true;
  for (let at = 0; at < data.length; at += channels) {
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
  }
  return true;
}

/**
 * Shows 16-bit greys in 8 bits. Without a window, a 12-bit picture saved in 16 bits would come out black.
 * Transparent pixels do not count for the window and are laid on black, as everywhere.
 */
export function windowGrey16(samples: Samples16): { image: RgbImage; window: StoredWindow } {
  const { widthPx, heightPx, channels, data } = samples;
  const opacityAt = opacityReader(samples);
  const histogram = new Uint32Array(65_536);
  for (let at = 0; at < data.length; at += channels) {
    const value = data[at] ?? 0;
    if (opacityAt(at) > 0) histogram[value] = (histogram[value] ?? 0) + 1;
  }
  if (histogram.every((count) => count === 0)) histogram[0] = 1;
  const window = chooseWindow(histogram);
  const table = windowTable(window);
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let from = 0, to = 0; from < data.length; from += channels, to += 3) {
    const grey = Math.round((table[data[from] ?? 0] ?? 0) * opacityAt(from));
    rgb[to] = grey;
    rgb[to + 1] = grey;
    rgb[to + 2] = grey;
  }
  return { image: { widthPx, heightPx, data: rgb }, window };
}

/** @returns a function from a pixel's first index to its opacity, 0 to 1 */
function opacityReader({ channels, data, transparentValue }: Samples16): (at: number) => number {
  if (channels === 2 || channels === 4) return (at) => (data[at + channels - 1] ?? 0) / 65_535;
  if (transparentValue === undefined) return () => 1;
  return (at) => (data[at] === transparentValue ? 0 : 1);
}
