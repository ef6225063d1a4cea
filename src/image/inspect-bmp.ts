import { truncated, type ImageFrame, type ImageStructure } from './image-structure';

const FILE_HEADER_BYTES = 14;
const CORE_HEADER_BYTES = 12;
/** Values of biCompression whose rows have a fixed length: none, bit fields, bit fields with alpha. */
const UNCOMPRESSED = [0, 3, 6];

/**
 * Compares the length of a BMP with what its header asks for. The file length in the header itself is not used:
 * many writers leave it 0.
 * Source: Microsoft, BITMAPFILEHEADER, BITMAPCOREHEADER and BITMAPINFOHEADER.
 */
export function inspectBmp(bytes: Uint8Array): ImageStructure {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(FILE_HEADER_BYTES, true);
  if (bytes.length < FILE_HEADER_BYTES + Math.min(headerBytes, 40)) return truncated('the file ends inside its header');
  const pixelOffset = view.getUint32(10, true);
  const { frame, bitsPerPixel, dataBytes } =
    headerBytes === CORE_HEADER_BYTES ? readCoreHeader(view) : readInfoHeader(view, headerBytes);
  const rowBytes = Math.ceil((frame.widthPx * bitsPerPixel) / 32) * 4;
  const expectedBytes = pixelOffset + (dataBytes ?? rowBytes * frame.heightPx);
  if (expectedBytes > bytes.length) {
    return truncated(`the header asks for ${expectedBytes} bytes, the file has ${bytes.length}`, frame);
  }
  return { frame };
}

interface BitmapHeader {
  frame: ImageFrame;
  bitsPerPixel: number;
  /** Stated for compressed pixels only. */
  dataBytes?: number;
}

function readCoreHeader(view: DataView): BitmapHeader {
  const frame = { widthPx: view.getUint16(18, true), heightPx: view.getUint16(20, true), bitDepth: 8 };
  return { frame, bitsPerPixel: view.getUint16(24, true) };
}

function readInfoHeader(view: DataView, headerBytes: number): BitmapHeader {
  // A negative height says that the rows run from top to bottom.
  const frame = { widthPx: view.getInt32(18, true), heightPx: Math.abs(view.getInt32(22, true)), bitDepth: 8 };
  const bitsPerPixel = view.getUint16(28, true);
  if (headerBytes < 40 || UNCOMPRESSED.includes(view.getUint32(30, true))) return { frame, bitsPerPixel };
  return { frame, bitsPerPixel, dataBytes: view.getUint32(34, true) };
}
