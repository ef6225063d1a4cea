import { asciiAt } from './ascii-at';
import { damaged, truncated, type ImageFrame, type ImageStructure } from './image-structure';

/**
 * Walks the RIFF chunks of a WebP and compares them with the length that the file states.
 * Source: RFC 9649, sections 2.3 to 2.7; RFC 6386, section 9.1.
 */
export function inspectWebp(bytes: Uint8Array): ImageStructure {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 30) return truncated('the file ends inside its header');
  const statedBytes = view.getUint32(4, true) + 8;
  const frame = readFirstChunk(view, asciiAt(bytes, 12, 4));
  if (frame === undefined) return damaged('the first chunk is none that WebP knows');
  if (statedBytes > bytes.length) {
    return truncated(`the file states ${statedBytes} bytes and has ${bytes.length}`, frame);
  }
  for (let offset = 12; offset + 8 <= statedBytes;) {
    const type = asciiAt(bytes, offset, 4);
    const end = offset + 8 + view.getUint32(offset + 4, true);
    if (end > statedBytes) return damaged(`the ${type} chunk is longer than the file`, frame);
    if (type === 'VP8 ' || type === 'VP8L' || type === 'ANMF') return { frame };
    // Chunks begin at even offsets.
    offset = end + (end % 2);
  }
  return damaged('there is no picture in it', frame);
}

/** @returns the canvas size; undefined for an unknown chunk */
function readFirstChunk(view: DataView, type: string): ImageFrame | undefined {
  const content = 20;
  switch (type) {
    case 'VP8 ':
      return sized(view.getUint16(content + 6, true) & 0x3fff, view.getUint16(content + 8, true) & 0x3fff);
    case 'VP8L': {
      const packed = view.getUint32(content + 1, true);
      return sized((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
    }
    case 'VP8X':
      return sized((view.getUint32(content + 4, true) & 0xffffff) + 1, (view.getUint32(content + 6, true) >>> 8) + 1);
    default:
      return undefined;
  }
}

function sized(widthPx: number, heightPx: number): ImageFrame {
  return { widthPx, heightPx, bitDepth: 8 };
}
