import type { RgbImage } from '../contract/inference-api';

/** The pixels as a canvas takes them: RGBA, opaque. For pictures whose file the browser shows otherwise (16 bit). */
export function toImageData({ widthPx, heightPx, data }: RgbImage): ImageData {
  const rgba = new ImageData(widthPx, heightPx);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba.data[to] = data[from] ?? 0;
    rgba.data[to + 1] = data[from + 1] ?? 0;
    rgba.data[to + 2] = data[from + 2] ?? 0;
    rgba.data[to + 3] = 255;
  }
  return rgba;
}
