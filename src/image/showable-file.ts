import { succeed, type Result } from '../contract/failure';
import { decodeImage, HEADER_BYTES, readBytes } from './decode';
import { drawnSize, drawOffscreen } from './draw-image';
import { inspectImage } from './inspect-image';
import { sniff } from './sniff';

/**
 * The file itself where an `<img>` shows it as the model sees it, otherwise its decoded pixels as PNG: browsers don't
 * show DICOM, and show a 12-bit picture saved in 16 bits as black. Fails as `decodeImage` does.
 */
export async function showableFile(file: Blob, name: string): Promise<Result<Blob>> {
  const head = await readBytes(file.slice(0, HEADER_BYTES), name);
  if (!head.ok) return head;
  const sniffed = sniff(head.value);
  if (sniffed.kind === 'image' && sniffed.format !== 'dicom') {
    const { frame } = inspectImage(head.value, sniffed.format);
    if (frame !== undefined && frame.bitDepth <= 8) return succeed(file);
  }
  const decoded = await decodeImage(file, name);
  if (!decoded.ok) return decoded;
  const { image } = decoded.value;
  const { widthPx, heightPx } = drawnSize(image);
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  await drawOffscreen(image, canvas);
  return succeed(await canvas.convertToBlob({ type: 'image/png' }));
}
