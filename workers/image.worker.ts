import { expose, transfer } from 'comlink';
import { succeed } from '../src/contract/failure';
import { decodeImage } from '../src/image/decode';
import { drawThumbnail } from '../src/image/draw-thumbnail';
import type { ImageWorkerApi } from '../src/image/image-worker-api';
import { reportRequests } from './report-requests';

reportRequests('worker');

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
};
expose(api);
