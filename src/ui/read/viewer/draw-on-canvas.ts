import { succeed, type Result } from '../../../contract/failure';
import type { RgbImage } from '../../../contract/inference-api';
import { drawImage, drawnSize } from '../../../image/draw-image';
import type { Stores } from '../../stores-context';

/** Most pixels that the page draws itself, in a few milliseconds. */
const DRAWN_HERE_PX = 1_000_000;

interface Drawing {
  image: RgbImage;
  title: string;
  /** Drawn on once: a canvas that was given to a worker can't be taken back. */
  canvas: HTMLCanvasElement;
  drawImage: Stores['drawImage'];
  signal: AbortSignal;
}

/**
 * Draws a small image at once and leaves a large one to the worker: even handing a whole photograph's pixels to the
 * screen would hold the page for more than a tenth of a second where there is no GPU.
 */
export async function drawOnCanvas(drawing: Drawing): Promise<Result<void>> {
  const { image, title, canvas, signal } = drawing;
  const { widthPx, heightPx } = drawnSize(image);
  canvas.width = widthPx;
  canvas.height = heightPx;
  if (image.widthPx * image.heightPx > DRAWN_HERE_PX) {
    return drawing.drawImage(image, title, canvas.transferControlToOffscreen(), signal);
  }
  const context = canvas.getContext('2d', { alpha: false });
  if (context !== null) await drawImage(image, context);
  return succeed(undefined);
}
