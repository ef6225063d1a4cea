import { succeed, type Result } from '../contract/failure';
import type { RgbImage } from '../contract/inference-api';
import { decodeImage } from '../image/decode';
import { toImageData } from '../image/to-image-data';
import type { OpenedFile } from './gallery';

const THUMBNAIL_PX = 96;

/**
 * Decodes a file that the reader opened, so that an unreadable one is refused by name, and draws its thumbnail.
 * @returns `thumbUrl` is a blob address that the caller has to revoke
 */
export async function openFile(file: Blob, name: string): Promise<Result<OpenedFile>> {
  const decoded = await decodeImage(file, name);
  if (!decoded.ok) return decoded;
  const { widthPx, heightPx } = decoded.value.image;
  return succeed({ widthPx, heightPx, thumbUrl: URL.createObjectURL(await drawThumbnail(decoded.value.image)) });
}

/** The middle of the image, square, as the gallery's own thumbnails are. */
async function drawThumbnail(image: RgbImage): Promise<Blob> {
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
