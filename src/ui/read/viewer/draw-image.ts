import type { RgbImage } from '../../../contract/inference-api';
import { nextTask } from '../../../image/next-task';
import { imageDataStrips } from '../../../image/to-image-data';

/** Longest side drawn: more than a 4K screen shows, and half of what a canvas may hold. */
const MAX_DRAWN_PX = 8192;

/** Draws strip by strip: the pixels of a large photograph take the page several hundred milliseconds in all. */
export async function drawImage(image: RgbImage, canvas: HTMLCanvasElement, signal: AbortSignal): Promise<void> {
  const scale = Math.min(1, MAX_DRAWN_PX / Math.max(image.widthPx, image.heightPx));
  canvas.width = Math.round(image.widthPx * scale);
  canvas.height = Math.round(image.heightPx * scale);
  const context = canvas.getContext('2d');
  if (context === null) return;
  if (scale === 1) {
    await drawStrips(image, signal, (strip, topPx) => context.putImageData(strip, 0, topPx));
    return;
  }
  const whole = new ImageData(image.widthPx, image.heightPx);
  await drawStrips(image, signal, (strip, topPx) => whole.data.set(strip.data, topPx * image.widthPx * 4));
  const bitmap = await createImageBitmap(whole, { resizeWidth: canvas.width, resizeHeight: canvas.height });
  if (!signal.aborted) context.drawImage(bitmap, 0, 0);
  bitmap.close();
}

async function drawStrips(
  image: RgbImage,
  signal: AbortSignal,
  put: (strip: ImageData, topPx: number) => void,
): Promise<void> {
  for (const { strip, topPx } of imageDataStrips(image)) {
    if (signal.aborted) return;
    put(strip, topPx);
    if (topPx + strip.height < image.heightPx) await nextTask();
  }
}
