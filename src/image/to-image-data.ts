import type { RgbImage } from '../contract/inference-api';

/** The pixels as a canvas takes them: RGBA, opaque. For pictures whose file the browser shows otherwise (16 bit). */
export function toImageData({ widthPx, heightPx, data }: RgbImage): ImageData {
  const image = new ImageData(widthPx, heightPx);
  const rgba = image.data;
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba[to] = data[from] ?? 0;
    rgba[to + 1] = data[from + 1] ?? 0;
    rgba[to + 2] = data[from + 2] ?? 0;
    rgba[to + 3] = 255;
  }
  return image;
}

/** Pixels of a strip: 1 MB as a canvas takes them, instead of the whole image a second time. */
const STRIP_PX = 250_000;

/** The same in strips from top to bottom. */
export function* imageDataStrips({
  widthPx,
  heightPx,
  data,
}: RgbImage): Generator<{ topPx: number; strip: ImageData }> {
  const rows = Math.max(1, Math.floor(STRIP_PX / widthPx));
  for (let topPx = 0; topPx < heightPx; topPx += rows) {
    const stripHeightPx = Math.min(rows, heightPx - topPx);
    const pixels = data.subarray(topPx * widthPx * 3, (topPx + stripHeightPx) * widthPx * 3);
    yield { topPx, strip: toImageData({ widthPx, heightPx: stripHeightPx, data: pixels }) };
  }
}
