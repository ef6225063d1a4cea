import type { Result } from '../contract/failure';
import type { RgbImage } from '../contract/inference-api';
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
  showable: (file: Blob, name: string) => Promise<Result<Blob>>;
  /** Throws a RangeError where the memory does not suffice. */
  draw: (image: RgbImage, canvas: OffscreenCanvas) => Promise<void>;
  /** Resolves when the browser has taken over what was drawn; in a hidden tab that is when the tab is shown again. */
  drawn: () => Promise<void>;
}
