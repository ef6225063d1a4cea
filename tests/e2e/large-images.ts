import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { crc32 } from '../../src/image/crc32';
import { dicomFile } from '../unit/image/dicom-file';

/** A file as Playwright's file chooser takes it. */
export interface NamedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Greys of 12 bits that change from pixel to pixel, so that neither file nor decoder can take a short cut. */
function greys12(widthPx: number, heightPx: number): Uint16Array {
  return Uint16Array.from({ length: widthPx * heightPx }, (_, at) => (((at % widthPx) ^ (at >> 6)) * 7 + at) & 0xfff);
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}

/** A grey PNG of 16 bits per sample, unfiltered. Source: PNG, 3rd edition, 11.2. */
export function png16(sidePx: number): NamedFile {
  const samples = Buffer.from(greys12(sidePx, sidePx).buffer).swap16();
  const rows = Array.from({ length: sidePx }, (_, y) => [
    Buffer.alloc(1),
    samples.subarray(y * sidePx * 2, (y + 1) * sidePx * 2),
  ]).flat();
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0]);
  header.writeUInt32BE(sidePx, 0);
  header.writeUInt32BE(sidePx, 4);
  const buffer = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { name: `sixteen-${sidePx}.png`, mimeType: 'image/png', buffer };
}

/** An uncompressed grey DICOM of 12 bits stored in 16. */
export function dicom16(sidePx: number): NamedFile {
  const header = dicomFile([
    [0x00280002, 'US', 1],
    [0x00280004, 'CS', 'MONOCHROME2'],
    [0x00280010, 'US', sidePx],
    [0x00280011, 'US', sidePx],
    [0x00280100, 'US', 16],
    [0x00280101, 'US', 12],
    [0x00280102, 'US', 11],
    [0x00280103, 'US', 0],
  ]);
  const samples = Buffer.from(greys12(sidePx, sidePx).buffer);
  const element = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x57, 0, 0, 0, 0, 0, 0]);
  element.writeUInt32LE(samples.length, 8);
  return { name: `slice-${sidePx}.dcm`, mimeType: '', buffer: Buffer.concat([Buffer.from(header), element, samples]) };
}

export async function jpeg(widthPx: number, heightPx: number): Promise<NamedFile> {
  const grey = Buffer.from(greys12(widthPx, heightPx).map((value) => value >> 4));
  const buffer = await sharp(grey, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .jpeg({ quality: 80 })
    .toBuffer();
  return { name: `photograph-${widthPx}.jpg`, mimeType: 'image/jpeg', buffer };
}
