import { damaged, truncated, type ImageFrame, type ImageStructure } from './image-structure';

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
/** Start-of-frame markers are 0xC0 to 0xCF but for these: Huffman tables, an extension, arithmetic conditioning. */
const NOT_A_FRAME = [0xc4, 0xc8, 0xcc];

/**
 * Walks the markers of a JPEG up to the end-of-image marker. A thumbnail inside EXIF has its own end-of-image
 * marker and is jumped over with its segment; bytes after the end are none of our business.
 * Source: ITU-T T.81, annex B.
 */
export function inspectJpeg(bytes: Uint8Array): ImageStructure {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: ImageFrame | undefined;
  let scanCount = 0;
  for (let offset = nextMarker(bytes, 2); offset !== undefined;) {
    const marker = view.getUint8(offset);
    if (marker === END_OF_IMAGE) {
      return frame !== undefined && scanCount > 0 ? { frame } : damaged('there is no picture before its end', frame);
    }
    if (offset + 3 > bytes.length) break;
    const segmentBytes = view.getUint16(offset + 1);
    if (segmentBytes < 2) return damaged(`segment at byte ${offset} has an impossible length`, frame);
    const end = offset + 1 + segmentBytes;
    if (isFrame(marker) && frame === undefined && offset + 9 <= bytes.length) frame = readFrame(view, offset + 3);
    if (end > bytes.length) break;
    if (marker === START_OF_SCAN) scanCount++;
    offset = nextMarker(bytes, end);
  }
  return truncated('the file ends before its end-of-image marker', frame);
}

/** Offset of the code of the next marker: 0xFF, then neither 0x00 (a stuffed data byte), 0xFF (fill) nor a restart. */
function nextMarker(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1];
    if (code === undefined) return undefined;
    const isRestart = code >= 0xd0 && code <= 0xd7;
    if (code !== 0x00 && code !== 0x01 && code !== 0xff && !isRestart) return at + 1;
  }
  return undefined;
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !NOT_A_FRAME.includes(marker);
}

function readFrame(view: DataView, offset: number): ImageFrame {
  return {
    bitDepth: view.getUint8(offset),
    heightPx: view.getUint16(offset + 1),
    widthPx: view.getUint16(offset + 3),
  };
}
