import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../../src/contract/inference-api';
import { resampleBilinear } from '../../../workers/resample';

interface ResampleCase {
  pattern: 'noise' | 'gradient' | 'white';
  source: [number, number];
  target: [number, number];
  /** First six bytes, six bytes from the middle, and the CRC-32 of all bytes that Pillow made. */
  first: number[];
  middle: number[];
  crc32: number;
}

// Written by training/make_resample_fixture.py with Pillow itself.
const fixtureUrl = new URL('../../fixtures/resample.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixtureUrl, 'utf8')) as { cases: ResampleCase[] };

/** The same images as in the fixture's script. */
function makeImage(pattern: ResampleCase['pattern'], widthPx: number, heightPx: number): RgbImage {
  const data = new Uint8Array(widthPx * heightPx * 3);
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    const x = Math.floor(i / 3) % widthPx;
    const y = Math.floor(i / 3 / widthPx);
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    if (pattern === 'noise') data[i] = state >>> 24;
    else if (pattern === 'gradient') data[i] = [3 * x, 5 * y, x + y][i % 3] ?? 0;
    else data[i] = 255;
  }
  return { widthPx, heightPx, data };
}

describe('resampleBilinear', () => {
  it.each(cases)('equals Pillow on $pattern $source → $target', ({ pattern, source, target, ...expected }) => {
    const resized = resampleBilinear(makeImage(pattern, ...source), ...target);
    const middle = Math.floor(resized.data.length / 2);
    expect([resized.widthPx, resized.heightPx]).toEqual(target);
    expect([...resized.data.subarray(0, 6)]).toEqual(expected.first);
    expect([...resized.data.subarray(middle, middle + 6)]).toEqual(expected.middle);
    expect(crc32(resized.data)).toBe(expected.crc32);
  });

  it('averages two pixels into one, by hand: 10 and 21 make 16', () => {
    const pair = { widthPx: 2, heightPx: 1, data: Uint8Array.of(10, 0, 255, 21, 1, 255) };
    expect([...resampleBilinear(pair, 1, 1).data]).toEqual([16, 1, 255]);
  });

  it('returns a copy when the size does not change, so that a transfer cannot detach the original', () => {
    const image = makeImage('noise', 4, 4);
    const same = resampleBilinear(image, 4, 4);
    expect(same.data).toEqual(image.data);
    expect(same.data).not.toBe(image.data);
  });

  it('shrinks a 12-megapixel photograph to the model size in less than a second of processor time', () => {
    const data = new Uint8Array(4000 * 3000 * 3);
    for (let i = 0; i < data.length; i++) data[i] = i;
    const before = process.cpuUsage();
    resampleBilinear({ widthPx: 4000, heightPx: 3000, data }, 224, 224);
    const { user, system } = process.cpuUsage(before);
    const cpuMs = (user + system) / 1000;
    console.info(`4000 × 3000 → 224 × 224: ${cpuMs.toFixed(0)} ms of processor time`);
    // Processor time, not the clock: the machine may be busy with other work.
    expect(cpuMs).toBeLessThan(1000);
  }, 60_000);
});
