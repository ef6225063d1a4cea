import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../src/image/decode';
import { MAX_IMAGE_PX, MAX_IMAGE_SIDE_PX } from '../../src/image/image-limit';
import { fixtureBytes } from './image-fixtures';

async function failureOf(content: BlobPart, name = 'picture.png'): Promise<unknown> {
  const result = await decodeImage(new Blob([content], { type: 'image/png' }), name);
  return result.ok ? 'decoded' : result.failure;
}

describe('decodeImage refuses', () => {
  it('an empty file', async () => {
    expect(await failureOf('')).toEqual({ code: 'image-empty', name: 'picture.png' });
  });

  it('a web page named .png, and says what it is', async () => {
    const page = '<!DOCTYPE html><html><body>Sign in to see this image</body></html>';
    expect(await failureOf(page)).toEqual({ code: 'image-not-recognised', name: 'picture.png', looksLike: 'HTML' });
  });

  it('bytes of no format, without a guess', async () => {
    const noise = Uint8Array.from({ length: 500 }, (_, i) => (i * 7919) % 256);
    expect(await failureOf(noise)).toEqual({ code: 'image-not-recognised', name: 'picture.png' });
  });

  it.each(['rgb.png', 'baseline.jpg', 'progressive.jpg', 'lossy.webp', 'alpha.webp', 'animated.gif', 'rgb24.bmp'])(
    '%s cut in half, which the browser would fill with grey',
    async (file) => {
      const bytes = await fixtureBytes(file);
      const failure = await failureOf(bytes.slice(0, Math.floor(bytes.length / 2)));
      expect(failure).toMatchObject({ code: 'image-truncated', name: 'picture.png' });
    },
  );

  it('a header that claims 20,000 × 20,000 pixels, before anything else is looked at', async () => {
    const startMs = performance.now();
    expect(await failureOf(await fixtureBytes('claims-20000.png'))).toEqual({
      code: 'image-too-large',
      name: 'picture.png',
      widthPx: 20_000,
      heightPx: 20_000,
      limitPx: MAX_IMAGE_PX,
      limitSidePx: MAX_IMAGE_SIDE_PX,
    });
    expect(performance.now() - startMs).toBeLessThan(1000);
  });

  it('a PNG with an altered byte in its pixels', async () => {
    const bytes = await fixtureBytes('rgb.png');
    const at = bytes.length - 20;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const detail = 'checksum of the IDAT chunk at byte 33 does not match';
    expect(await failureOf(bytes)).toEqual({ code: 'image-unreadable', name: 'picture.png', format: 'png', detail });
  });

  it('a complete file that the browser cannot decode', async () => {
    const bytes = await fixtureBytes('baseline.jpg');
    // The Huffman tables are blanked, so that the structure stays and no code has a meaning.
    for (let at = 0; at + 4 < bytes.length; at++) {
      if (bytes[at] === 0xff && bytes[at + 1] === 0xc4) bytes.fill(0xff, at + 5, at + 21);
    }
    expect(await failureOf(bytes)).toMatchObject({ code: 'image-unreadable', format: 'jpeg' });
  });

  it('a file that can no longer be read', async () => {
    const gone = new Blob(['x']);
    // What Chromium does when a picked file was moved: reading rejects.
    const lost = () => Promise.reject(new DOMException('The requested file could not be read', 'NotReadableError'));
    Object.defineProperty(gone, 'slice', {
      value: () => Object.defineProperty(new Blob(), 'arrayBuffer', { value: lost }),
    });
    const result = await decodeImage(gone, 'moved.png');
    expect(result).toMatchObject({ ok: false, failure: { code: 'image-unreachable', name: 'moved.png' } });
  });
});
