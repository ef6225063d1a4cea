import type { RgbImage } from '../contract/inference-api';
import { toImageData } from './to-image-data';

const THUMBNAIL_PX = 96;

/** The middle of the image, square, as the gallery's own thumbnails are. */
export async function drawThumbnail(image: RgbImage): Promise<Blob> {
  const side = Math.min(image.widthPx, image.heightPx);
  const left = Math.floor((image.widthPx - side) / 2);
  const top = Math.floor((image.heightPx - side) / 2);
  const bitmap = await createImageBitmap(toImageData(image), left, top, side, side, {
    resizeWidth: THUMBNAIL_PX,
    resizeHeight: THUMBNAIL_PX,
    resizeQuality: 'high',
  });
  const canvas = new OffscreenCanvas(THUMBNAIL_PX, THUMBNAIL_PX);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
}
