import type { DecodedImage } from '../../../src/image/decode';
import type { GalleryImage } from '../../../src/store/gallery-image';

export function sampleImage(id: string): GalleryImage {
  return {
    id,
    origin: 'sample',
    title: id,
    content: { kind: 'address', url: `https://page.test/${id}` },
    questions: [],
  };
}

/** Pixels for tests in which nobody looks at them. */
export const ONE_PIXEL: DecodedImage = {
  image: { widthPx: 1, heightPx: 1, data: new Uint8Array(3) },
  format: 'png',
  bitDepth: 8,
};
