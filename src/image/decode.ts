import { fail, succeed, type Failure, type Result } from '../contract/failure';
import type { RgbImage } from '../contract/inference-api';
import { decodePng16 } from './decode-png16';
import { decodeWithBrowser } from './decode-with-browser';
import { checkImageSize } from './image-limit';
import type { StructuralFault } from './image-structure';
import { inspectImage } from './inspect-image';
import { sniff, SNIFF_BYTES, type BrowserFormat, type ImageFormat } from './sniff';
import type { StoredWindow } from './stored-window';

export interface DecodedImage {
  image: RgbImage;
  format: ImageFormat;
  /** Bits per sample in the file; `image` always has 8. */
  bitDepth: number;
  /** How 16-bit or DICOM greys became 8-bit ones. When present, show `toImageData(image)`: the browser can't show the file. */
  window?: StoredWindow;
  /** Frames in a DICOM file, of which this is the first. */
  frameCount?: number;
}

/** Enough to find the size behind a camera's metadata, little enough to read of any file. */
export const HEADER_BYTES = 256 * 1024;

/**
 * The one entrance for pictures: bytes of any origin to upright sRGB pixels.
 * @param name shown to people; never used to guess the format
 * Fails with `image-empty`, `image-not-recognised`, `image-truncated`, `image-unreadable`, `image-too-large`,
 * `image-unreachable` (the file was moved or its disk removed) and `out-of-memory`.
 */
export async function decodeImage(blob: Blob, name: string): Promise<Result<DecodedImage>> {
  if (blob.size === 0) return fail({ code: 'image-empty', name });
  const head = await readBytes(blob.slice(0, HEADER_BYTES), name);
  if (!head.ok) return head;
  const sniffed = sniff(head.value.subarray(0, SNIFF_BYTES));
  if (sniffed.kind !== 'image') {
    return fail({
      code: 'image-not-recognised',
      name,
      ...(sniffed.kind === 'foreign' ? { looksLike: sniffed.looksLike } : {}),
    });
  }
  const { format } = sniffed;
  if (format === 'dicom') {
    // Loaded only now: most people never open one.
    const { decodeDicom } = await import('./decode-dicom');
    const file = await readBytes(blob, name);
    const dicom = file.ok ? await decodeDicom(file.value, name) : file;
    return dicom.ok ? succeed({ ...dicom.value, format }) : dicom;
  }
  // Refused from the header before the rest is even read.
  const announced = inspectImage(head.value, format).frame;
  const early = announced === undefined ? undefined : checkImageSize(announced, name, format);
  if (early?.ok === false) return early;
  const bytes = blob.size <= HEADER_BYTES ? head : await readBytes(blob, name);
  return bytes.ok ? decodeRecognised(blob, bytes.value, name, format) : bytes;
}

async function decodeRecognised(
  blob: Blob,
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  format: BrowserFormat,
): Promise<Result<DecodedImage>> {
  const { frame, fault } = inspectImage(bytes, format);
  const size = frame === undefined ? undefined : checkImageSize(frame, name, format);
  if (size?.ok === false) return size;
  if (fault !== undefined) return fail(failureOf(fault, name, format));
  const { bitDepth } = frame;
  if (format === 'png' && bitDepth === 16) {
    const grey = await decodePng16(bytes, name);
    if (!grey.ok) return grey;
    if (grey.value !== undefined) return succeed({ ...grey.value, format, bitDepth });
  }
  const image = await decodeWithBrowser(blob, name, format);
  return image.ok ? succeed({ image: image.value, format, bitDepth }) : image;
}

function failureOf({ kind, detail }: StructuralFault, name: string, format: BrowserFormat): Failure {
  return { code: kind === 'truncated' ? 'image-truncated' : 'image-unreadable', name, format, detail };
}

/** Fails with `image-unreachable` when the file was moved since it was chosen. */
export async function readBytes(blob: Blob, name: string): Promise<Result<Uint8Array<ArrayBuffer>>> {
  try {
    return succeed(new Uint8Array(await blob.arrayBuffer()));
  } catch (error) {
    return fail({ code: 'image-unreachable', name, detail: String(error) });
  }
}
