import { unreachable } from '../contract/failure';
import type { ImageStructure } from './image-structure';
import { inspectBmp } from './inspect-bmp';
import { inspectGif } from './inspect-gif';
import { inspectJpeg } from './inspect-jpeg';
import { inspectPng } from './inspect-png';
import { inspectWebp } from './inspect-webp';
import type { BrowserFormat } from './sniff';

/**
 * Reads size and completeness of an image without decoding a pixel.
 * @param bytes the file, or its beginning when only the frame is wanted; never throws, whatever they hold
 */
export function inspectImage(bytes: Uint8Array, format: BrowserFormat): ImageStructure {
  switch (format) {
    case 'png':
      return inspectPng(bytes);
    case 'jpeg':
      return inspectJpeg(bytes);
    case 'webp':
      return inspectWebp(bytes);
    case 'gif':
      return inspectGif(bytes);
    case 'bmp':
      return inspectBmp(bytes);
    default:
      return unreachable(format);
  }
}
