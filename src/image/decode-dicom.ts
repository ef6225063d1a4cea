import { fail, succeed, type Result } from '../contract/failure';
import type { RgbImage } from '../contract/inference-api';
import { decodeWithBrowser } from './decode-with-browser';
import { showDicomGrey } from './dicom-grey';
import type { DicomPicture } from './dicom-picture';
import type { DicomCoding } from './dicom-transfer-syntax';
import { inspectImage } from './inspect-image';
import { firstJpegFrame, openDicom, unreadableDicom, type OpenedDicom } from './open-dicom';
import type { StoredWindow } from './stored-window';

export interface DecodedDicom {
  image: RgbImage;
  bitDepth: number;
  window?: StoredWindow;
  frameCount: number;
}

/**
 * Decodes the first frame of a DICOM file: uncompressed grey (8 or 16 bits) and RGB, and JPEG baseline.
 * Other codings are refused by name. Nothing but the picture is read: no name, no identifier leaves this function.
 */
export async function decodeDicom(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Result<DecodedDicom>> {
  const opened = openDicom(bytes, name);
  if (!opened.ok) return opened;
  const { picture, coding } = opened.value;
  const shown = coding.kind === 'jpeg' ? await showJpeg(opened.value, name) : showNative(bytes, picture, coding, name);
  return shown.ok ? succeed({ ...shown.value, bitDepth: picture.bitsStored, frameCount: picture.frameCount }) : shown;
}

type Shown = Pick<DecodedDicom, 'image' | 'window'>;

function showNative(
  bytes: Uint8Array<ArrayBuffer>,
  picture: DicomPicture,
  coding: DicomCoding,
  name: string,
): Result<Shown> {
  const { widthPx, heightPx, samplesPerPixel, bitsAllocated, pixelData } = picture;
  const sampleCount = widthPx * heightPx * samplesPerPixel;
  const frameBytes = (sampleCount * bitsAllocated) / 8;
  const presentBytes = Math.min(pixelData.length, bytes.length - pixelData.dataOffset);
  if (presentBytes < frameBytes || bytes.length < pixelData.dataOffset + pixelData.length) {
    const detail = `its first frame needs ${frameBytes} bytes, its pixel data states ${pixelData.length}, the file has ${presentBytes}`;
    return fail({ code: 'image-truncated', name, format: 'dicom', detail });
  }
  const frame = bytes.subarray(pixelData.dataOffset, pixelData.dataOffset + frameBytes);
  if (samplesPerPixel === 3) return succeed({ image: { widthPx, heightPx, data: interleaved(frame, picture.planar) } });
  const bigEndian = coding.kind === 'native' && coding.bigEndian;
  return succeed(showDicomGrey(bitsAllocated === 8 ? frame : wordsOf(frame, bigEndian), picture));
}

function wordsOf(bytes: Uint8Array, bigEndian: boolean): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new Uint16Array(bytes.length / 2);
  for (let at = 0; at < words.length; at++) words[at] = view.getUint16(at * 2, !bigEndian);
  return words;
}

/** Three planes [3, rows, columns] → [rows, columns, 3]; a copy in any case. */
function interleaved(frame: Uint8Array<ArrayBuffer>, planar: boolean): Uint8Array<ArrayBuffer> {
  if (!planar) return frame.slice();
  const plane = frame.length / 3;
  return Uint8Array.from(frame, (_, at) => frame[(at % 3) * plane + Math.floor(at / 3)] ?? 0);
}

/** The browser decodes the first frame's JPEG; greys then take the same way as uncompressed ones. */
async function showJpeg(opened: OpenedDicom, name: string): Promise<Result<Shown>> {
  const { picture } = opened;
  const jpeg = firstJpegFrame(opened, name);
  if (!jpeg.ok) return jpeg;
  const { fault } = inspectImage(jpeg.value, 'jpeg');
  if (fault !== undefined) return fail(unreadableDicom(name, `the JPEG of its first frame: ${fault.detail}`));
  const decoded = await decodeWithBrowser(new Blob([jpeg.value]), name, 'jpeg');
  if (!decoded.ok || picture.samplesPerPixel === 3) return decoded.ok ? succeed({ image: decoded.value }) : decoded;
  const { widthPx, heightPx, data } = decoded.value;
  const greys = Uint8Array.from({ length: widthPx * heightPx }, (_, at) => data[at * 3] ?? 0);
  return succeed(showDicomGrey(greys, { ...picture, widthPx, heightPx }));
}
