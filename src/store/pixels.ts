import { fail, succeed, type Failure, type Result } from '../contract/failure';
import type { DecodedImage } from '../image/decode';
import type { GalleryImage } from './gallery-image';

export interface PixelParts {
  fetchImage(url: string): Promise<Response>;
  decodeImage(blob: Blob, name: string): Promise<Result<DecodedImage>>;
}

/** Decoded pictures kept for switching back and forth; a phone photograph of 12 megapixels takes 36 MB. */
const KEPT = 4;

/**
 * Pixels of the listed images, decoded once for the screen and for the model: what one sees is what the model reads.
 * A failed decode is forgotten, so that the next request tries again.
 */
export function createPixels(parts: PixelParts) {
  const kept = new Map<string, Promise<Result<DecodedImage>>>();

  function keep(id: string, decoding: Promise<Result<DecodedImage>>): void {
    kept.set(id, decoding);
    for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
  }

  function pixelsOf(image: GalleryImage): Promise<Result<DecodedImage>> {
    const known = kept.get(image.id);
    if (known !== undefined) kept.delete(image.id);
    const decoding = known ?? decode(image, parts);
    keep(image.id, decoding);
    void decoding.then((result) => {
      if (!result.ok && kept.get(image.id) === decoding) kept.delete(image.id);
    });
    return decoding;
  }

  /** Takes pixels that were decoded when the file was opened. */
  const remember = (id: string, decoded: DecodedImage) => keep(id, Promise.resolve(succeed(decoded)));
  return { pixelsOf, remember, forget: (id: string) => void kept.delete(id) };
}

export type Pixels = ReturnType<typeof createPixels>;

async function decode(image: GalleryImage, parts: PixelParts): Promise<Result<DecodedImage>> {
  if (image.content.kind === 'file') return parts.decodeImage(image.content.file, image.title);
  const unreachableImage = (detail: string, status?: number): Failure => ({
    code: 'image-unreachable',
    name: image.title,
    detail,
    ...(status === undefined ? {} : { status }),
  });
  try {
    const response = await parts.fetchImage(image.content.url);
    if (!response.ok) return fail(unreachableImage(response.statusText, response.status));
    return await parts.decodeImage(await response.blob(), image.title);
  } catch (error) {
    return fail(unreachableImage(String(error)));
  }
}
