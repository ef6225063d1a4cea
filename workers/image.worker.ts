import { expose, transfer } from 'comlink';
import { succeed } from '../src/contract/failure';
import { decodeImage } from '../src/image/decode';
import { drawOffscreen } from '../src/image/draw-image';
import { drawThumbnail } from '../src/image/draw-thumbnail';
import type { ImageWorkerApi } from '../src/image/image-worker-api';
import { showableFile } from '../src/image/showable-file';
import { reportRequests } from './report-requests';

reportRequests('worker');

/** The browser takes a frame over when its callbacks have run, so it is the second one that knows of the first. */
async function twoFrames(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

let drawn = Promise.resolve();

const api: ImageWorkerApi = {
  async decode(file, name) {
    const decoded = await decodeImage(file, name);
    return decoded.ok ? transfer(decoded, [decoded.value.image.data.buffer]) : decoded;
  },
  async open(file, name) {
    const decoded = await decodeImage(file, name);
    if (!decoded.ok) return decoded;
    const thumbnail = await drawThumbnail(decoded.value.image);
    return transfer(succeed({ decoded: decoded.value, thumbnail }), [decoded.value.image.data.buffer]);
  },
  showable: showableFile,
  async draw(image, canvas) {
    await drawOffscreen(image, canvas);
    drawn = twoFrames();
  },
  drawn: () => drawn,
};
expose(api);
