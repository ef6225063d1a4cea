import type { Result } from '../contract/failure';
import type { DecodedImage } from './decode';

export interface OpenedImage {
  decoded: DecodedImage;
  /** The middle of the image, square, for the list. */
  thumbnail: Blob;
}

/** What the image worker does; failures are those of `decodeImage`. */
export interface ImageWorkerApi {
  decode: (file: Blob, name: string) => Promise<Result<DecodedImage>>;
  open: (file: Blob, name: string) => Promise<Result<OpenedImage>>;
}
