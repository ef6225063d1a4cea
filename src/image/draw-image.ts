import type { RgbImage } from '../contract/inference-api';
import { imageDataStrips, toImageData } from './to-image-data';

/** Longest side drawn: more than a 4K screen shows, and half of what a canvas may hold. */
const MAX_DRAWN_PX = 8192;

/** Size of the canvas on which `drawImage` draws the image. */
export function drawnSize({ widthPx, heightPx }: RgbImage): { widthPx: number; heightPx: number } {
  const scale = Math.min(1, MAX_DRAWN_PX / Math.max(widthPx, heightPx));
  return { widthPx: Math.round(widthPx * scale), heightPx: Math.round(heightPx * scale) };
}

/** What both kinds of canvas offer, with a window and without. */
type Drawing = Pick<OffscreenCanvasRenderingContext2D, 'putImageData' | 'drawImage'>;

/** Draws the pixels as they are, or shrunk to `drawnSize`. Nothing is shown before all of them are there. */
export async function drawImage(image: RgbImage, context: Drawing): Promise<void> {
  const { widthPx, heightPx } = drawnSize(image);
  if (widthPx === image.widthPx && heightPx === image.heightPx) {
    for (const { strip, topPx } of imageDataStrips(image)) context.putImageData(strip, 0, topPx);
    return;
  }
  const bitmap = await createImageBitmap(toImageData(image), { resizeWidth: widthPx, resizeHeight: heightPx });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
}

/**
 * The same on a canvas without a window, which is to have the size that `drawnSize` tells. Throws a RangeError where the
 * memory does not suffice.
 */
export async function drawOffscreen(image: RgbImage, canvas: OffscreenCanvas): Promise<void> {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new RangeError(`no canvas of ${canvas.width} × ${canvas.height} pixels`);
  await drawImage(image, context);
}
