import sharp from 'sharp';
import type { Picture } from './render';

const LONGEST_SIDE_PX = 640;
const THUMB_SIDE_PX = 96;
/** Small grey images are shown enlarged, where lossy artefacts would show; they stay cheap without loss. */
const LOSSLESS_UP_TO_PX = 256;

/**
 * Encodes a picture as WebP with square pixels and no metadata, and a thumbnail (square, centred, 96 px).
 * The image is made smaller when its longest side is beyond 640 px, never larger.
 */
export async function encodeSample(picture: Picture, mirror: boolean): Promise<{ image: Buffer; thumb: Buffer }> {
  const { widthPx, heightPx, channels, pixelAspect } = picture;
  const squareWidthPx = widthPx * Math.max(1, pixelAspect);
  const squareHeightPx = heightPx * Math.max(1, 1 / pixelAspect);
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(squareWidthPx, squareHeightPx));
  const [outWidthPx, outHeightPx] = [Math.round(squareWidthPx * scale), Math.round(squareHeightPx * scale)];
  const upright = sharp(picture.pixels, { raw: { width: widthPx, height: heightPx, channels } })
    .flop(mirror)
    .resize(outWidthPx, outHeightPx, { fit: 'fill', kernel: 'lanczos3' })
    .toColourspace('srgb');
  const lossless = channels === 1 && Math.max(outWidthPx, outHeightPx) <= LOSSLESS_UP_TO_PX;
  const image = await upright.clone().webp({ quality: 90, smartSubsample: true, lossless, effort: 6 }).toBuffer();
  const thumb = await sharp(image)
    .resize(THUMB_SIDE_PX, THUMB_SIDE_PX, { fit: 'cover' })
    .webp({ quality: 80 })
    .toBuffer();
  return { image, thumb };
}
