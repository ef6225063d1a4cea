import { asciiAt } from './ascii-at';

/** Formats that browsers decode. */
export type BrowserFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp';
/** Formats that the page opens. */
export type ImageFormat = BrowserFormat | 'dicom';

/** Formats that the page can't open but knows by name, so that the message can say what to do instead. */
export type ForeignFormat =
  | 'NIfTI'
  | 'TIFF'
  | 'HEIC'
  | 'AVIF'
  | 'JPEG 2000'
  | 'JPEG XL'
  | 'SVG'
  | 'Photoshop'
  | 'PDF'
  | 'video'
  | 'gzip'
  | 'ZIP'
  | 'HTML'
  | 'text';

export type Sniffed =
  { kind: 'image'; format: ImageFormat } | { kind: 'foreign'; looksLike: ForeignFormat } | { kind: 'unknown' };

/** Bytes of a file's beginning that `sniff` wants to see. */
export const SNIFF_BYTES = 4096;

/**
 * Tells what a file is by its first bytes, whatever its name says.
 * @param head the first SNIFF_BYTES bytes, or all of a shorter file
 * Source: WHATWG MIME Sniffing, section 6.1, for the formats that browsers decode.
 */
export function sniff(head: Uint8Array): Sniffed {
  const format = imageFormat(head);
  if (format !== undefined) return { kind: 'image', format };
  const looksLike = binaryFormat(head) ?? textFormat(head);
  return looksLike === undefined ? { kind: 'unknown' } : { kind: 'foreign', looksLike };
}

function imageFormat(head: Uint8Array): ImageFormat | undefined {
  if (asciiAt(head, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (asciiAt(head, 0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (/^GIF8[79]a/u.test(asciiAt(head, 0, 6))) return 'gif';
  if (asciiAt(head, 0, 4) === 'RIFF' && asciiAt(head, 8, 4) === 'WEBP') return 'webp';
  if (isDicom(head)) return 'dicom';
  if (isBitmap(head)) return 'bmp';
  return undefined;
}

/** With the preamble of a file, or bare: little-endian, beginning with an element of group 0008. */
function isDicom(head: Uint8Array): boolean {
  return asciiAt(head, 128, 4) === 'DICM' || /^\x08\0[\x00-\x20]\0/u.test(asciiAt(head, 0, 4));
}

/** "BM" alone begins many a text: the size of the header that follows must be one that exists. */
function isBitmap(head: Uint8Array): boolean {
  if (asciiAt(head, 0, 2) !== 'BM' || head.length < 18) return false;
  const headerBytes = new DataView(head.buffer, head.byteOffset).getUint32(14, true);
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(headerBytes);
}

const SIGNATURES: readonly { offset: number; ascii: string; looksLike: ForeignFormat }[] = [
  { offset: 344, ascii: 'n+1\0', looksLike: 'NIfTI' },
  { offset: 344, ascii: 'ni1\0', looksLike: 'NIfTI' },
  { offset: 4, ascii: 'n+2\0', looksLike: 'NIfTI' },
  { offset: 0, ascii: 'II*\0', looksLike: 'TIFF' },
  { offset: 0, ascii: 'MM\0*', looksLike: 'TIFF' },
  { offset: 0, ascii: 'II+\0', looksLike: 'TIFF' },
  { offset: 0, ascii: 'MM\0+', looksLike: 'TIFF' },
  { offset: 4, ascii: 'jP  \r\n\x87\n', looksLike: 'JPEG 2000' },
  { offset: 0, ascii: '\xff\x4f\xff\x51', looksLike: 'JPEG 2000' },
  { offset: 4, ascii: 'JXL \r\n\x87\n', looksLike: 'JPEG XL' },
  { offset: 0, ascii: '\xff\x0a', looksLike: 'JPEG XL' },
  { offset: 0, ascii: '8BPS', looksLike: 'Photoshop' },
  { offset: 0, ascii: '%PDF-', looksLike: 'PDF' },
  { offset: 0, ascii: '\x1aE\xdf\xa3', looksLike: 'video' },
  { offset: 8, ascii: 'AVI ', looksLike: 'video' },
  { offset: 0, ascii: '\x1f\x8b', looksLike: 'gzip' },
  { offset: 0, ascii: 'PK\x03\x04', looksLike: 'ZIP' },
  { offset: 0, ascii: 'PK\x05\x06', looksLike: 'ZIP' },
];

function binaryFormat(head: Uint8Array): ForeignFormat | undefined {
  const found = SIGNATURES.find(({ offset, ascii }) => asciiAt(head, offset, ascii.length) === ascii);
  if (found !== undefined) return found.looksLike;
  if (asciiAt(head, 4, 4) !== 'ftyp') return undefined;
  const brand = asciiAt(head, 8, 4);
  if (['avif', 'avis'].includes(brand)) return 'AVIF';
  if (['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].includes(brand)) return 'HEIC';
  return 'video';
}

function textFormat(head: Uint8Array): ForeignFormat | undefined {
  if (head.length === 0 || head.includes(0)) return undefined;
  let text: string;
  try {
    // As a stream: the cut at SNIFF_BYTES may go through a character.
    text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
  } catch {
    return undefined;
  }
  if (/<!doctype\s+html|<(?:html|head|body|script)[\s>]/iu.test(text)) return 'HTML';
  return /<svg[\s>]/iu.test(text) ? 'SVG' : 'text';
}
