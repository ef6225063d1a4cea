import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectImage } from '../../../src/image/inspect-image';
import { sniff, type BrowserFormat } from '../../../src/image/sniff';

const folder = new URL('../../fixtures/images/', import.meta.url);
const files = readdirSync(folder);

function read(file: string): { bytes: Uint8Array; format: BrowserFormat } {
  const bytes = new Uint8Array(readFileSync(new URL(file, folder)));
  const sniffed = sniff(bytes);
  if (sniffed.kind !== 'image' || sniffed.format === 'dicom') throw new Error(`${file} is not recognised`);
  return { bytes, format: sniffed.format };
}

/** Shortest beginning by which `sniff` tells the format. */
const SNIFFABLE_BYTES: Record<BrowserFormat, number> = { png: 8, jpeg: 3, gif: 6, webp: 12, bmp: 18 };

describe('inspectImage', () => {
  it('knows the fixtures', () => {
    expect(files.length).toBeGreaterThan(30);
  });

  it.each(files.filter((file) => !/16|linear|claims|orientation-[5-8]/u.test(file)))(
    'finds %s whole, 48 × 32',
    (file) => {
      const { bytes, format } = read(file);
      expect(inspectImage(bytes, format)).toEqual({ frame: { widthPx: 48, heightPx: 32, bitDepth: 8 } });
    },
  );

  it('reads 16 bits per sample', () => {
    const { bytes, format } = read('grey16-12bit.png');
    expect(inspectImage(bytes, format)).toEqual({ frame: { widthPx: 64, heightPx: 4, bitDepth: 16 } });
  });

  it('reads the stored size, before EXIF turns it', () => {
    const { bytes, format } = read('orientation-6.jpg');
    expect(inspectImage(bytes, format).frame).toEqual({ widthPx: 32, heightPx: 48, bitDepth: 8 });
  });

  it.each(files)('finds %s truncated wherever it is cut', (file) => {
    const { bytes, format } = read(file);
    const faults = new Map<number, string | undefined>();
    for (let length = SNIFFABLE_BYTES[format]; length < bytes.length; length++) {
      faults.set(length, inspectImage(bytes.slice(0, length), format).fault?.kind);
    }
    expect(faults.size).toBeGreaterThan(50);
    expect([...faults].filter(([, kind]) => kind !== 'truncated')).toEqual([]);
  });

  it.each(files)('accepts %s with bytes after its end', (file) => {
    const { bytes, format } = read(file);
    const longer = new Uint8Array(bytes.length + 100).fill(7);
    longer.set(bytes);
    expect(inspectImage(longer, format).fault).toBeUndefined();
  });

  it.each(files)('survives every single altered byte of %s', (file) => {
    const { bytes, format } = read(file);
    const silent: number[] = [];
    for (let at = SNIFFABLE_BYTES[format]; at < bytes.length; at++) {
      for (const value of [0x00, 0x7f, 0xff]) {
        const altered = bytes.slice();
        altered[at] = value;
        const { frame, fault } = inspectImage(altered, format);
        if ((frame ?? fault) === undefined) silent.push(at);
      }
    }
    expect(silent).toEqual([]);
  });
});

describe('inspectImage on damaged structure', () => {
  it('misses the picture between header and end of a PNG', () => {
    const { bytes } = read('rgb.png');
    const withoutPixels = Uint8Array.of(...bytes.subarray(0, 33), ...bytes.subarray(-12));
    expect(inspectImage(withoutPixels, 'png').fault).toEqual({ kind: 'damaged', detail: 'there is no IDAT chunk' });
  });

  it('misses the picture in a JPEG that ends at once', () => {
    const fault = { kind: 'damaged', detail: 'there is no picture before its end' };
    expect(inspectImage(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), 'jpeg').fault).toEqual(fault);
  });

  it('is not misled by the end marker of a thumbnail inside a segment', () => {
    // Start of image, APP1 of 6 bytes that hold FF D9, and nothing more.
    const bytes = Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0x00, 0x06, 0xff, 0xd9, 0xff, 0xd9);
    expect(inspectImage(bytes, 'jpeg').fault?.kind).toBe('truncated');
  });

  it('finds the GIF frame that reaches beyond its screen', () => {
    const { bytes } = read('animated.gif');
    const narrow = bytes.slice();
    new DataView(narrow.buffer).setUint16(6, 10, true);
    expect(inspectImage(narrow, 'gif').frame).toEqual({ widthPx: 48, heightPx: 32, bitDepth: 8 });
  });
});
