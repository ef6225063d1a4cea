import { fail, succeed, type Result } from '../contract/failure';
import type { RgbImage } from '../contract/inference-api';
import { nextTask } from './next-task';
import type { BrowserFormat } from './sniff';

/** Pixels copied between two looks at the event queue: a few ms, so that the page stays alive. */
const STRIP_PX = 250_000;

/**
 * Decodes with the browser's own decoder: EXIF orientation applied, colours converted to sRGB, first frame of an
 * animation, transparency laid on black, since what is around a body is black in radiology and in the training images.
 * @param file of the given format; its `type` is not looked at
 */
export async function decodeWithBrowser(file: Blob, name: string, format: BrowserFormat): Promise<Result<RgbImage>> {
  let bitmap: ImageBitmap;
  try {
    const typed = file.slice(0, file.size, `image/${format}`);
    bitmap = await createImageBitmap(typed, { imageOrientation: 'from-image', premultiplyAlpha: 'none' });
  } catch (error) {
    return fail({ code: 'image-unreadable', name, format, detail: `the browser refused it: ${String(error)}` });
  }
  try {
    return succeed(await readPixels(bitmap));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fail({
      code: 'out-of-memory',
      detail: `${name}, ${bitmap.width} × ${bitmap.height} pixels: ${error.message}`,
    });
  } finally {
    bitmap.close();
  }
}

/** Reads through a canvas one strip high: a whole one would exceed what some browsers allow, and double the memory. */
async function readPixels(bitmap: ImageBitmap): Promise<RgbImage> {
  const { width: widthPx, height: heightPx } = bitmap;
  const data = new Uint8Array(widthPx * heightPx * 3);
  const stripHeightPx = Math.min(heightPx, Math.max(1, Math.floor(STRIP_PX / widthPx)));
  const context = openStrip(widthPx, stripHeightPx);
  for (let top = 0; top < heightPx; top += stripHeightPx) {
    const rows = Math.min(stripHeightPx, heightPx - top);
    context.fillRect(0, 0, widthPx, stripHeightPx);
    context.drawImage(bitmap, 0, -top);
    copyColours(context.getImageData(0, 0, widthPx, rows).data, data, top * widthPx * 3);
    if (top + rows < heightPx) await nextTask();
  }
  return { widthPx, heightPx, data };
}

function openStrip(widthPx: number, heightPx: number): OffscreenCanvasRenderingContext2D {
  // Read back often: keeps the canvas off the GPU, whose copies need not be exact.
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { alpha: false, willReadFrequently: true });
  if (context === null) throw new RangeError(`no canvas of ${widthPx} × ${heightPx} pixels`);
  context.imageSmoothingEnabled = false;
  context.fillStyle = 'black';
  return context;
}

function copyColours(rgba: Uint8ClampedArray, rgb: Uint8Array, offset: number): void {
  for (let from = 0, to = offset; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0;
    rgb[to + 1] = rgba[from + 1] ?? 0;
    rgb[to + 2] = rgba[from + 2] ?? 0;
  }
}
