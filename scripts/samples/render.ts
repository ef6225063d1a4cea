import type { Crop, Window } from './sample-recipe';
import type { GrayImage, SourceImage } from './source-image';

/** The value below which `percent` of the values lie (nearest rank). */
export function percentile(values: Float32Array, percent: number): number {
  const sorted = Float32Array.from(values).sort();
  const rank = Math.ceil((percent / 100) * sorted.length) - 1;
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, rank))];
  if (value === undefined) throw new Error('an image without pixels has no percentiles');
  return value;
}

/**
 * Maps measured values to grey levels.
 * @returns uint8, row-major [heightPx, widthPx], 0 black to 255 white, linear within the window
 */
export function applyWindow(image: GrayImage, window: Window): Uint8Array {
  const [low, high] =
    window.kind === 'window'
      ? [window.centre - window.width / 2, window.centre + window.width / 2]
      : [percentile(image.values, window.low), percentile(image.values, window.high)];
  const range = Math.max(high - low, Number.EPSILON);
  return Uint8Array.from(image.values, (value) => Math.round(Math.min(1, Math.max(0, (value - low) / range)) * 255));
}

/** Cuts a rectangle out of interleaved uint8 pixels [height, width, channels]. */
export function crop(pixels: Uint8Array, widthPx: number, channels: number, area: Crop): Uint8Array {
  const out = new Uint8Array(area.widthPx * area.heightPx * channels);
  for (let row = 0; row < area.heightPx; row++) {
    const start = ((area.topPx + row) * widthPx + area.leftPx) * channels;
    out.set(pixels.subarray(start, start + area.widthPx * channels), row * area.widthPx * channels);
  }
  return out;
}

/** uint8 pixels, interleaved [heightPx, widthPx, channels], ready to encode. */
export interface Picture {
  pixels: Uint8Array;
  channels: 1 | 3;
  widthPx: number;
  heightPx: number;
  pixelAspect: number;
}

/**
 * Applies window and crop.
 * @throws when a grey image comes without a window, or the crop leaves the image
 */
export function render(image: SourceImage, window: Window | undefined, area: Crop | undefined): Picture {
  const channels = image.kind === 'gray' ? 1 : 3;
  let pixels: Uint8Array;
  if (image.kind === 'rgb') pixels = image.pixels;
  else if (window === undefined) throw new Error('a grey image needs a window');
  else pixels = applyWindow(image, window);
  const pixelAspect = image.kind === 'gray' ? image.pixelAspect : 1;
  if (area === undefined) return { pixels, channels, widthPx: image.widthPx, heightPx: image.heightPx, pixelAspect };
  if (area.leftPx + area.widthPx > image.widthPx || area.topPx + area.heightPx > image.heightPx) {
    throw new Error(`the crop leaves the image of ${image.widthPx} × ${image.heightPx} px`);
  }
  const cut = crop(pixels, image.widthPx, channels, area);
  return { pixels: cut, channels, widthPx: area.widthPx, heightPx: area.heightPx, pixelAspect };
}
