import { fail, succeed, type Result } from '../contract/failure';
import type { ImageFrame } from './image-structure';
import type { ImageFormat } from './sniff';

/**
 * Most pixels that the page opens. Decoding needs about 7 bytes for each (4 in the browser, 3 here): 450 MB at the limit,
 * which an 8 GB laptop bears. A whole chest X-ray has 4 to 16 million.
 */
export const MAX_IMAGE_PX = 64_000_000;
/** Longest side: canvases of some browsers end at 16,384. */
export const MAX_IMAGE_SIDE_PX = 16_384;

/** Refuses by the size in the header, before anything of that size is allocated. */
export function checkImageSize(frame: ImageFrame, name: string, format: ImageFormat): Result<ImageFrame> {
  const { widthPx, heightPx } = frame;
  if (widthPx < 1 || heightPx < 1) {
    return fail({ code: 'image-unreadable', name, format, detail: `it claims to be ${widthPx} × ${heightPx} pixels` });
  }
  if (Math.max(widthPx, heightPx) > MAX_IMAGE_SIDE_PX || widthPx * heightPx > MAX_IMAGE_PX) {
    return fail({
      code: 'image-too-large',
      name,
      widthPx,
      heightPx,
      limitPx: MAX_IMAGE_PX,
      limitSidePx: MAX_IMAGE_SIDE_PX,
    });
  }
  return succeed(frame);
}
