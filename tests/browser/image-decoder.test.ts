import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../src/image/decode';
import { createImageDecoder } from '../../src/image/image-decoder';
import { dicomFile } from '../unit/image/dicom-file';
import grey16Url from '../fixtures/images/grey16-alpha.png?url';
import jpegUrl from '../fixtures/images/cmyk.jpg?url';
import webpUrl from '../fixtures/images/alpha.webp?url';

const blobAt = async (url: string) => (await fetch(url)).blob();

describe('the image worker', () => {
  it.each([grey16Url, jpegUrl, webpUrl])('gives the very pixels that the page’s own thread gives: %s', async (url) => {
    const file = await blobAt(url);
    const there = await createImageDecoder({ idleMs: 0 }).decode(file, 'a');
    expect(there).toEqual(await decodeImage(file, 'a'));
    expect(there.ok).toBe(true);
  });

  it('draws a thumbnail of 96 pixels for a file that is opened', async () => {
    const opened = await createImageDecoder({ idleMs: 0 }).open(await blobAt(jpegUrl), 'a');
    if (!opened.ok) throw new Error(opened.failure.code);
    const { width, height } = await createImageBitmap(opened.value.thumbnail);
    expect([width, height]).toEqual([96, 96]);
  });

  it('brings back the failures by name', async () => {
    const decoder = createImageDecoder({ idleMs: 0 });
    expect(await decoder.decode(new Blob([]), 'none.png')).toEqual({
      ok: false,
      failure: { code: 'image-empty', name: 'none.png' },
    });
    const noPicture = new Blob([dicomFile([[0x00100010, 'PN', 'Nobody^']])]);
    expect(await decoder.decode(noPicture, 'report.dcm')).toEqual(await decodeImage(noPicture, 'report.dcm'));
  });

  it('gives up at an abort at once and decodes the next', async () => {
    const decoder = createImageDecoder({ idleMs: 0 });
    const file = await blobAt(jpegUrl);
    const abort = new AbortController();
    const first = decoder.decode(file, 'a', abort.signal);
    const second = decoder.decode(file, 'b');
    abort.abort();
    expect(await first).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(await second).toMatchObject({ ok: true });
  });

  it('names a worker whose script is not there, and tries again with the next picture', async () => {
    let isThere = false;
    const real = () =>
      new Worker(new URL('../../workers/image.worker.ts', import.meta.url), { type: 'module', name: 'real' });
    const decoder = createImageDecoder({
      idleMs: 0,
      createWorker: () => (isThere ? real() : new Worker('/models/no-such-worker.js', { type: 'module' })),
    });
    const file = await blobAt(webpUrl);
    expect(await decoder.decode(file, 'a')).toMatchObject({ ok: false, failure: { code: 'image-unreachable' } });
    isThere = true;
    expect(await decoder.decode(file, 'a')).toMatchObject({ ok: true });
  });
});
