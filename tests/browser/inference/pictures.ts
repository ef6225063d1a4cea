import type { RgbImage } from '../../../src/contract/inference-api';

/**
 * A picture made by formula: smooth gradients with a bright disc, so that resizing, encoder and answer all have
 * something to depend on. `seed` gives another picture.
 */
export function picture(seed: number, widthPx = 320, heightPx = 256): RgbImage {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const inDisc = (x - 100 - seed * 20) ** 2 + (y - 120) ** 2 < 60 ** 2;
      const at = (y * widthPx + x) * 3;
      data[at] = inDisc ? 230 : (x * (seed + 1)) % 256;
      data[at + 1] = inDisc ? 210 : (y * 2) % 256;
      data[at + 2] = (x + y * seed) % 256;
    }
  }
  return { widthPx, heightPx, data };
}
