import type { RgbImage } from '../contract/inference-api';
import { nextTask } from './next-task';

/** Bytes copied between two looks at the event queue: one or two milliseconds of work. */
const STRIP_BYTES = 3_000_000;

/**
 * A copy of its own, to be given away to a worker. Posting the pixels themselves would copy them too, but all at once:
 * 72 MB of a photograph held the page for a tenth of a second. Shared memory would need no copy, but is not to be had
 * before the page is cross-origin isolated.
 */
export async function copyPixels(image: RgbImage): Promise<RgbImage> {
  const data = new Uint8Array(image.data.length);
  for (let from = 0; from < data.length; from += STRIP_BYTES) {
    if (from > 0) await nextTask();
    data.set(image.data.subarray(from, from + STRIP_BYTES), from);
  }
  return { ...image, data };
}
