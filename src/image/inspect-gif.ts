import { damaged, truncated, type ImageFrame, type ImageStructure } from './image-structure';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/**
 * Walks the blocks of a GIF up to its trailer.
 * Source: GIF89a specification, sections 17 to 27.
 */
export function inspectGif(bytes: Uint8Array): ImageStructure {
  if (bytes.length < 13) return truncated('the file ends inside its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: ImageFrame = { widthPx: view.getUint16(6, true), heightPx: view.getUint16(8, true), bitDepth: 8 };
  let pictureCount = 0;
  let offset = 13 + colourTableBytes(view.getUint8(10));
  while (offset < bytes.length) {
    const block = bytes[offset];
    if (block === IMAGE) {
      if (offset + 10 > bytes.length) break;
      frame = grown(frame, view, offset);
      pictureCount++;
      // Descriptor, local colours, one byte of LZW code size, data.
      offset = afterSubBlocks(bytes, offset + 11 + colourTableBytes(view.getUint8(offset + 9)));
    } else if (block === EXTENSION) {
      offset = afterSubBlocks(bytes, offset + 2);
    } else if (pictureCount > 0) {
      // The trailer, or padding that some writers leave instead of it.
      return block === TRAILER || block === 0 ? { frame } : damaged(`unknown block at byte ${offset}`, frame);
    } else {
      return damaged('there is no picture in it', frame);
    }
  }
  return truncated('the file ends before its trailer', frame);
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Offset after a chain of sub-blocks, each led by its length, ended by a zero; beyond the end when it is cut. */
function afterSubBlocks(bytes: Uint8Array, from: number): number {
  let offset = from;
  for (let length = bytes[offset]; length !== undefined; length = bytes[offset]) {
    offset += 1 + length;
    if (length === 0) return offset;
  }
  return bytes.length;
}

/** Browsers enlarge the canvas when a picture reaches beyond it. */
function grown(frame: ImageFrame, view: DataView, offset: number): ImageFrame {
  return {
    ...frame,
    widthPx: Math.max(frame.widthPx, view.getUint16(offset + 1, true) + view.getUint16(offset + 5, true)),
    heightPx: Math.max(frame.heightPx, view.getUint16(offset + 3, true) + view.getUint16(offset + 7, true)),
  };
}
