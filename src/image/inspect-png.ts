import { asciiAt } from './ascii-at';
import { crc32 } from './crc32';
import { damaged, truncated, type ImageFrame, type ImageStructure } from './image-structure';

const SIGNATURE_BYTES = 8;
/** Length, type and checksum around a chunk's content. */
const CHUNK_FRAME_BYTES = 12;
const PALETTE = 3;

/**
 * Walks the chunks of a PNG up to IEND and checks the checksums of the critical ones.
 * Source: PNG, 3rd edition, section 5.
 */
export function inspectPng(bytes: Uint8Array): ImageStructure {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: ImageFrame | undefined;
  let hasPixels = false;
  for (let offset = SIGNATURE_BYTES; offset + CHUNK_FRAME_BYTES <= bytes.length;) {
    const contentBytes = view.getUint32(offset);
    const type = asciiAt(bytes, offset + 4, 4);
    const end = offset + CHUNK_FRAME_BYTES + contentBytes;
    if (frame === undefined && (type !== 'IHDR' || contentBytes !== 13))
      return damaged('the first chunk is not a header');
    if (end > bytes.length) return truncated(`the file ends inside its ${type} chunk`, frame);
    if (isCritical(type) && crc32(bytes.subarray(offset + 4, end - 4)) !== view.getUint32(end - 4)) {
      return damaged(`checksum of the ${type} chunk at byte ${offset} does not match`, frame);
    }
    frame ??= readHeader(view, offset + 8);
    hasPixels ||= type === 'IDAT';
    if (type === 'IEND') return hasPixels ? { frame } : damaged('there is no IDAT chunk', frame);
    offset = end;
  }
  return truncated('the file ends before its IEND chunk', frame);
}

/** An upper-case first letter marks what a decoder needs; a wrong checksum in a comment harms nobody. */
function isCritical(type: string): boolean {
  return /^[A-Z]/u.test(type);
}

function readHeader(view: DataView, offset: number): ImageFrame {
  const colourType = view.getUint8(offset + 9);
  return {
    widthPx: view.getUint32(offset),
    heightPx: view.getUint32(offset + 4),
    bitDepth: colourType === PALETTE ? 8 : view.getUint8(offset + 8),
  };
}
