import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../src/image/decode';
import { drawnSize } from '../../src/image/draw-image';
import { createImageDecoder } from '../../src/image/image-decoder';
import { toImageData } from '../../src/image/to-image-data';
import { dicomFile } from '../unit/image/dicom-file';
import { picture } from './inference/pictures';
import rgbUrl from '../fixtures/images/rgb.png?url';
import grey16Url from '../fixtures/images/grey16-alpha.png?url';
import jpegUrl from '../fixtures/images/cmyk.jpg?url';
import webpUrl from '../fixtures/images/alpha.webp?url';

const never = new AbortController().signal;

function pixelsOf(source: CanvasImageSource, widthPx: number, heightPx: number): Uint8ClampedArray {
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(source, 0, 0);
  return context.getImageData(0, 0, widthPx, heightPx).data;
}

function realWorker(): Worker {
  return new Worker(new URL('../../workers/image.worker.ts', import.meta.url), { type: 'module', name: 'real' });
}

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
    const decoder = createImageDecoder({
      idleMs: 0,
      createWorker: () => (isThere ? realWorker() : new Worker('/models/no-such-worker.js', { type: 'module' })),
    });
    const file = await blobAt(webpUrl);
    expect(await decoder.decode(file, 'a')).toMatchObject({ ok: false, failure: { code: 'image-unreachable' } });
    isThere = true;
    expect(await decoder.decode(file, 'a')).toMatchObject({ ok: true });
  });
});

describe('a canvas that is given to the image worker', () => {
  /** In the page, since a canvas that nobody sees gets no frames. */
  function canvasFor(widthPx: number, heightPx: number): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.width = widthPx;
    canvas.height = heightPx;
    document.body.append(canvas);
    return canvas;
  }

  it('shows the very pixels, goes on showing them when the worker has ended, and leaves the caller its own', async () => {
    const image = picture(2, 1300, 900);
    const before = image.data.slice();
    const canvas = canvasFor(1300, 900);
    const workers: Worker[] = [];
    const decoder = createImageDecoder({
      idleMs: 0,
      createWorker: () => {
        const worker = realWorker();
        workers.push(worker);
        const terminate = worker.terminate.bind(worker);
        worker.terminate = () => {
          terminate();
          workers.length = 0;
        };
        return worker;
      },
    });
    expect(await decoder.draw(image, 'a', canvas.transferControlToOffscreen(), never)).toMatchObject({ ok: true });
    expect(workers).toHaveLength(1);
    await expect.poll(() => workers.length).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const expected = toImageData(image).data;
    // Counted, since a deep comparison of millions of numbers takes half a minute.
    expect(pixelsOf(canvas, 1300, 900).filter((value, at) => value !== expected[at])).toHaveLength(0);
    expect(image.data.filter((value, at) => value !== before[at])).toHaveLength(0);
    expect(image.data).toHaveLength(1300 * 900 * 3);
    canvas.remove();
  });

  it('shrinks what no screen shows whole', async () => {
    const image = picture(0, 16_384, 100);
    const size = drawnSize(image);
    expect(size).toEqual({ widthPx: 8192, heightPx: 50 });
    image.data.fill(77);
    const canvas = canvasFor(size.widthPx, size.heightPx);
    const decoder = createImageDecoder({ idleMs: 0 });
    await decoder.draw(image, 'a', canvas.transferControlToOffscreen(), never);
    const isDrawn = () => pixelsOf(canvas, 8192, 50).every((value, at) => value === (at % 4 === 3 ? 255 : 77));
    await expect.poll(isDrawn).toBe(true);
    canvas.remove();
  });

  it('is left alone after an abort', async () => {
    const leaving = new AbortController();
    const decoder = createImageDecoder({ idleMs: 0 });
    const drawing = decoder.draw(
      picture(0, 3000, 2000),
      'a',
      canvasFor(3000, 2000).transferControlToOffscreen(),
      leaving.signal,
    );
    leaving.abort();
    expect(await drawing).toEqual({ ok: false, failure: { code: 'cancelled' } });
  });
});

describe('a file for an <img>', () => {
  const showable = async (url: string) => {
    const file = await blobAt(url);
    const shown = await createImageDecoder({ idleMs: 0 }).showable(file, 'a');
    if (!shown.ok) throw new Error(shown.failure.code);
    return { file, shown: shown.value };
  };

  it('stays as it is when it has 8 bits', async () => {
    const { file, shown } = await showable(rgbUrl);
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(new Uint8Array(await file.arrayBuffer()));
  });

  it('shows the greys that the model sees when it has 16', async () => {
    const { file, shown } = await showable(grey16Url);
    const decoded = await decodeImage(file, 'a');
    if (!decoded.ok) throw new Error(decoded.failure.code);
    const { image } = decoded.value;
    const bitmap = await createImageBitmap(shown);
    expect(pixelsOf(bitmap, image.widthPx, image.heightPx)).toEqual(toImageData(image).data);
  });

  it('brings back the failures by name', async () => {
    expect(await createImageDecoder({ idleMs: 0 }).showable(new Blob(['no image']), 'a')).toEqual({
      ok: false,
      failure: { code: 'image-not-recognised', name: 'a', looksLike: 'text' },
    });
  });
});
