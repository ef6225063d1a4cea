import { transfer, wrap, type Remote } from 'comlink';
import { fail, succeed, type Result } from '../contract/failure';
import type { RgbImage } from '../contract/inference-api';
import { copyPixels } from './copy-pixels';
import type { DecodedImage } from './decode';
import type { ImageWorkerApi, OpenedImage } from './image-worker-api';

/**
 * What src/image does, on a thread of its own: a picture of 16 megapixels takes seconds, during which the page must live.
 * All fail as `decodeImage` does; with `cancelled` after an abort, with `image-unreachable` when the worker's script can't
 * be had.
 */
export interface ImageDecoder {
  decode(file: Blob, name: string, signal?: AbortSignal): Promise<Result<DecodedImage>>;
  /** As `decode`, with a thumbnail. */
  open(file: Blob, name: string, signal?: AbortSignal): Promise<Result<OpenedImage>>;
  /** What an `<img>` has to be given to show the file. */
  showable(file: Blob, name: string): Promise<Result<Blob>>;
  /**
   * Draws decoded pixels on a canvas that the page gives away for good, of the size that `drawnSize` tells. The page can
   * then no more draw on it itself, but neither has it any work with it.
   */
  draw(image: RgbImage, name: string, canvas: OffscreenCanvas, signal: AbortSignal): Promise<Result<void>>;
}

interface ImageDecoderOptions {
  createWorker?: () => Worker;
  /** How long an idle worker is kept: a large picture leaves it with memory that only its end gives back. */
  idleMs?: number;
}

type Question<T> = (api: Remote<ImageWorkerApi>) => Promise<Result<T>>;

/** One picture at a time, in the order of the calls. */
export function createImageDecoder(options: ImageDecoderOptions = {}): ImageDecoder {
  const { createWorker = createImageWorker, idleMs = 10_000 } = options;
  // Kept together: comlink closes the worker's side when a wrapper of it is collected as garbage.
  let running: { worker: Worker; api: Remote<ImageWorkerApi> } | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  function start() {
    const worker = createWorker();
    return { worker, api: wrap<ImageWorkerApi>(worker) };
  }

  function end(): void {
    running?.worker.terminate();
    running = undefined;
  }

  /** Unless another picture comes meanwhile. What a worker drew before the tab was hidden would be lost with it. */
  async function endIdle(): Promise<void> {
    const asked = idle;
    await running?.api.drawn();
    if (idle === asked) end();
  }

  async function work<T>(name: string, question: Question<T>, signal: AbortSignal | undefined): Promise<Result<T>> {
    if (signal?.aborted) return fail({ code: 'cancelled' });
    clearTimeout(idle);
    idle = undefined;
    running ??= start();
    const settled = new AbortController();
    const { worker, api } = running;
    try {
      return await Promise.race([question(api), interruption(worker, name, signal, settled.signal)]);
    } catch (error) {
      // comlink keeps an error's name, not its class.
      if (!(error instanceof Error && error.name === 'RangeError')) throw error;
      return fail({ code: 'out-of-memory', detail: `${name}: ${error.message}` });
    } finally {
      settled.abort();
      idle = setTimeout(() => void endIdle(), idleMs);
    }
  }

  /** Settles when the worker will not answer any more; it is ended, and the next picture starts another. */
  function interruption(
    worker: Worker,
    name: string,
    signal: AbortSignal | undefined,
    settled: AbortSignal,
  ): Promise<Result<never>> {
    return new Promise((resolve) => {
      const stopWith = (result: Result<never>) => {
        end();
        resolve(result);
      };
      const die = (event: Event) => {
        const message = event instanceof ErrorEvent && event.message !== '' ? event.message : 'its script did not load';
        stopWith(fail({ code: 'image-unreachable', name, detail: `the thread that decodes images ended: ${message}` }));
      };
      worker.addEventListener('error', die, { signal: settled });
      worker.addEventListener('messageerror', die, { signal: settled });
      signal?.addEventListener('abort', () => stopWith(fail({ code: 'cancelled' })), { signal: settled });
    });
  }

  function enqueue<T>(name: string, question: Question<T>, signal?: AbortSignal): Promise<Result<T>> {
    const turn = queue.then(() => work(name, question, signal));
    // A bug that throws is the caller's to see; the next picture has its turn all the same.
    queue = turn.catch(() => undefined);
    return turn;
  }

  return {
    decode: (file, name, signal) => enqueue(name, (api) => api.decode(file, name), signal),
    open: (file, name, signal) => enqueue(name, (api) => api.open(file, name), signal),
    showable: (file, name) => enqueue(name, (api) => api.showable(file, name)),
    draw: (image, name, canvas, signal) => enqueue(name, (api) => draw(api, image, canvas, signal)),
  };
}

/** An abort is heeded until the worker draws, which takes too little time to end the worker for it. */
async function draw(
  api: Remote<ImageWorkerApi>,
  image: RgbImage,
  canvas: OffscreenCanvas,
  signal: AbortSignal,
): Promise<Result<void>> {
  const copy = await copyPixels(image);
  if (signal.aborted) return fail({ code: 'cancelled' });
  await api.draw(transfer(copy, [copy.data.buffer]), transfer(canvas, [canvas]));
  return succeed(undefined);
}

/** The one place that names the worker's script. */
function createImageWorker(): Worker {
  return new Worker(new URL('../../workers/image.worker.ts', import.meta.url), {
    type: 'module',
    name: 'edgeward-image',
  });
}
