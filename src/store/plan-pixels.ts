import type { BenchmarkPlan } from '../contract/benchmark-record';
import { fail, succeed, type Result } from '../contract/failure';
import type { RgbImage } from '../contract/inference-api';
import type { Gallery } from './gallery';
import type { Pixels } from './pixels';

export interface PlanPixelsParts {
  images: () => Gallery['images'];
  /** Resolves when the samples are in the list: a resumed plan names them before they may have been read. */
  imagesRead: () => Promise<void>;
  pixels: Pick<Pixels, 'pixelsOf'>;
}

/** Decodes the images of a plan, in its order. Fails with `image-unreachable` when one has left the list. */
export async function planPixels(parts: PlanPixelsParts, plan: BenchmarkPlan | undefined): Promise<Result<RgbImage[]>> {
  await parts.imagesRead();
  const pixels: RgbImage[] = [];
  for (const { id, title } of plan?.images ?? []) {
    const image = parts.images().find((entry) => entry.id === id);
    if (image === undefined) {
      const detail = 'The image is not in the list any more. Open it again, or start a new measurement.';
      return fail({ code: 'image-unreachable', name: title, detail });
    }
    const decoded = await parts.pixels.pixelsOf(image);
    if (!decoded.ok) return decoded;
    pixels.push(decoded.value.image);
  }
  return succeed(pixels);
}
