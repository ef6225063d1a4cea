import { succeed, type Result } from '../contract/failure';
import type { ImageDecoder } from '../image/image-decoder';
import type { OpenedFile } from './gallery';

/**
 * Decodes a file that the reader opened, so that an unreadable one is refused by name, and draws its thumbnail.
 * @returns `thumbUrl` is a blob address that the caller has to revoke
 */
export async function openFile(
  decoder: Pick<ImageDecoder, 'open'>,
  file: Blob,
  name: string,
  signal: AbortSignal,
): Promise<Result<OpenedFile>> {
  const opened = await decoder.open(file, name, signal);
  if (!opened.ok) return opened;
  const { decoded, thumbnail } = opened.value;
  const { widthPx, heightPx } = decoded.image;
  return succeed({ decoded, widthPx, heightPx, thumbUrl: URL.createObjectURL(thumbnail) });
}
