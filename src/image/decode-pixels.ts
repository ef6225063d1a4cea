import { succeed, type Result } from '../contract/failure';
import type { RgbImage } from '../contract/inference-api';
import type { ImageDecoder } from './image-decoder';

/** The decoded pixels alone, for those who measure and judge. */
export async function decodePixels(
  decoder: Pick<ImageDecoder, 'decode'>,
  file: Blob,
  name: string,
  signal: AbortSignal,
): Promise<Result<RgbImage>> {
  const decoded = await decoder.decode(file, name, signal);
  return decoded.ok ? succeed(decoded.value.image) : decoded;
}
