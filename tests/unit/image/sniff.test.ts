import { describe, expect, it } from 'vitest';
import { sniff } from '../../../src/image/sniff';

function bytesOf(ascii: string, lengthBytes = ascii.length): Uint8Array {
  const bytes = new Uint8Array(Math.max(lengthBytes, ascii.length));
  bytes.set(Array.from(ascii, (character) => character.charCodeAt(0)));
  return bytes;
}

/** `marker` at `offset` of an otherwise empty file of 400 bytes. */
function markedAt(offset: number, marker: string): Uint8Array {
  const bytes = new Uint8Array(400);
  bytes.set(bytesOf(marker), offset);
  return bytes;
}

describe('sniff', () => {
  it.each([
    ['png', bytesOf('\x89PNG\r\n\x1a\n', 40)],
    ['jpeg', bytesOf('\xff\xd8\xff\xe0', 40)],
    ['gif', bytesOf('GIF87a', 40)],
    ['gif', bytesOf('GIF89a', 40)],
    ['webp', bytesOf('RIFF\x10\0\0\0WEBPVP8 ', 40)],
    ['dicom', markedAt(128, 'DICM')],
    ['dicom', bytesOf('\x08\0\x05\0\x0a\0\0\0ISO_IR 100', 60)],
    ['bmp', bytesOf('BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', 60)],
  ])('recognises %s', (format, head) => {
    expect(sniff(head)).toEqual({ kind: 'image', format });
  });

  it.each([
    ['NIfTI', markedAt(344, 'n+1\0')],
    ['TIFF', bytesOf('II*\0', 40)],
    ['TIFF', bytesOf('MM\0*', 40)],
    ['HEIC', bytesOf('\0\0\0\x18ftypheic', 40)],
    ['AVIF', bytesOf('\0\0\0\x20ftypavif', 40)],
    ['video', bytesOf('\0\0\0\x20ftypisom', 40)],
    ['JPEG 2000', bytesOf('\0\0\0\x0cjP  \r\n\x87\n', 40)],
    ['PDF', bytesOf('%PDF-1.7\n%\xe2\xe3')],
    ['ZIP', bytesOf('PK\x03\x04', 40)],
    ['gzip', bytesOf('\x1f\x8b\x08', 40)],
    ['SVG', bytesOf('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['HTML', bytesOf('  <!doctype html><title>404</title>')],
    ['HTML', bytesOf('<html><svg width="1"></svg></html>')],
    ['text', bytesOf('patient,finding\n1,none\n')],
  ])('names %s, which the page does not open', (looksLike, head) => {
    expect(sniff(head)).toEqual({ kind: 'foreign', looksLike });
  });

  it('takes text that begins with BM for text', () => {
    expect(sniff(bytesOf('BMI of the patients in this study'))).toEqual({ kind: 'foreign', looksLike: 'text' });
  });

  it('takes a text whose last character is cut by the sniffed length for text', () => {
    expect(sniff(Uint8Array.of(0x61, 0xc3))).toEqual({ kind: 'foreign', looksLike: 'text' });
  });

  it('does not guess at arbitrary bytes', () => {
    expect(sniff(Uint8Array.of(0x80, 0x81, 0x00, 0x12))).toEqual({ kind: 'unknown' });
    expect(sniff(new Uint8Array(0))).toEqual({ kind: 'unknown' });
  });
});
