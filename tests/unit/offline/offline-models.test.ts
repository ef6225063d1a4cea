import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../src/contract/failure';
import type { ModelFile } from '../../../src/contract/model-manifest';
import type { ModelStore } from '../../../src/models/model-store';
import { filesOfPrecision } from '../../../src/models/registry';
import { createOfflineModel, type OfflineTask } from '../../../src/offline/offline-models';
import { tinyManifest } from '../models/tiny-model';

/** Three files that a real server serves: one shared (10 bytes), q8's own (20), q4's own (5). */
const CONTENT: Record<string, string> = {
  'config.json': 'c'.repeat(10),
  'onnx/model_quantized.onnx': 'q'.repeat(20),
  'onnx/model_q4.onnx': 'f'.repeat(5),
};

function file(path: string, dtype?: 'q8' | 'q4'): ModelFile {
  const content = CONTENT[path] ?? '';
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, bytes: content.length, sha256, ...(dtype === undefined ? {} : { dtype }) };
}

const manifest = tinyManifest({
  files: [file('config.json'), file('onnx/model_quantized.onnx', 'q8'), file('onnx/model_q4.onnx', 'q4')],
  precisions: [
    { dtype: 'q8', weightBytes: 20, devices: {} },
    { dtype: 'q4', weightBytes: 5, devices: {} },
  ],
});

/** Node has no Cache API, so the same promises are kept in memory; `limitBytes` is the browser's quota. */
function memoryStore(limitBytes = Infinity): ModelStore {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const usedBytes = () => [...kept.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0);
  const held = (dtype: 'q8' | 'q4') => filesOfPrecision(manifest, dtype).filter(({ path }) => kept.has(path));
  return {
    read: (wanted) => Promise.resolve(kept.get(wanted.path)),
    put(wanted, bytes) {
      if (usedBytes() + bytes.byteLength > limitBytes) {
        return Promise.resolve(fail({ code: 'storage-full', neededBytes: bytes.byteLength, detail: 'quota' }));
      }
      kept.set(wanted.path, bytes);
      return Promise.resolve(succeed(undefined));
    },
    remove: (wanted) => Promise.resolve(void kept.delete(wanted.path)),
    has: (dtype) => Promise.resolve(held(dtype as 'q8').length === filesOfPrecision(manifest, dtype).length),
    storedBytes: (dtype) => Promise.resolve(held(dtype as 'q8').reduce((sum, { bytes }) => sum + bytes, 0)),
    removePrecision(dtype) {
      for (const own of manifest.files.filter((one) => one.dtype === dtype)) kept.delete(own.path);
      return Promise.resolve();
    },
  };
}

let server: Server;
let modelsUrl: string;
let holdAnswers: boolean;

beforeEach(async () => {
  holdAnswers = false;
  // Node offers no storage estimate; what the page then says about space is covered in a browser.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  server = createServer((request, response) => {
    const content = CONTENT[(request.url ?? '').replace('/models/tiny/', '')];
    if (holdAnswers) return;
    response.writeHead(content === undefined ? 404 : 200, { 'Content-Type': 'application/octet-stream' });
    response.end(content ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  modelsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/`;
});

afterEach(() => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

describe('createOfflineModel', () => {
  it('states beforehand what is missing, shared files once', async () => {
    const model = createOfflineModel({ modelsUrl, manifest, modelStore: memoryStore() });
    expect(await model.missingBytes(['q8', 'q4'])).toBe(35);
    expect(await model.missingBytes(['q4'])).toBe(15);
  });

  it('stores precisions, counts only what it had to fetch, and ends with all of it', async () => {
    const model = createOfflineModel({ modelsUrl, manifest, modelStore: memoryStore() });
    const steps: OfflineTask[] = [];
    model.store.subscribe(({ task }) => steps.push(task));
    expect(await model.makeAvailableOffline(['q8'])).toEqual({ ok: true, value: undefined });
    expect(model.store.getState().stored).toEqual(['q8']);
    // The configuration is there by now, so that only q4's own 5 bytes are left.
    expect(await model.missingBytes(['q8', 'q4'])).toBe(5);
    steps.length = 0;
    await model.makeAvailableOffline(['q8', 'q4']);
    const storing = steps.filter((step) => step.kind === 'storing');
    expect(storing.at(0)).toEqual({ kind: 'storing', dtype: 'q4', doneBytes: 0, totalBytes: 5 });
    expect(storing.at(-1)).toEqual({ kind: 'storing', dtype: 'q4', doneBytes: 5, totalBytes: 5 });
    expect(model.store.getState()).toMatchObject({ stored: ['q8', 'q4'], task: { kind: 'idle' } });
  });

  it('says so when storage is full, and keeps the precision that fitted', async () => {
    const model = createOfflineModel({ modelsUrl, manifest, modelStore: memoryStore(32) });
    const outcome = await model.makeAvailableOffline(['q8', 'q4']);
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'storage-full', neededBytes: 5 } });
    expect(model.store.getState()).toMatchObject({ stored: ['q8'], task: { kind: 'failed' } });
  });

  it('stops on request, without a failure to dismiss', async () => {
    holdAnswers = true;
    const model = createOfflineModel({ modelsUrl, manifest, modelStore: memoryStore() });
    const outcome = model.makeAvailableOffline(['q8']);
    await vi.waitUntil(() => model.store.getState().task.kind === 'storing');
    model.cancel();
    expect(await outcome).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(model.store.getState()).toMatchObject({ stored: [], task: { kind: 'idle' } });
  });

  it('frees a precision again', async () => {
    const model = createOfflineModel({ modelsUrl, manifest, modelStore: memoryStore() });
    await model.makeAvailableOffline(['q8', 'q4']);
    await model.remove(['q8']);
    expect(model.store.getState().stored).toEqual(['q4']);
  });
});
