import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { LoadedModel } from '../../../src/contract/inference-api';
import type { ModelManifest } from '../../../src/contract/model-manifest';
import type { Catalogue } from '../../../src/store/catalogue';
import type { Engine } from '../../../src/store/engine';
import { createOfflineShelf } from '../../../src/store/offline-shelf';

const manifest: ModelManifest = {
  format: 'edgeward-model/1',
  id: 'tiny',
  title: 'Tiny',
  version: '1',
  task: 'image-text',
  architecture: 'llava',
  parameterCount: 1,
  license: 'CC0-1.0',
  summary: 'For tests.',
  files: [{ path: 'config.json', bytes: 1, sha256: '0'.repeat(64) }],
  precisions: [{ dtype: 'q8', weightBytes: 1, devices: {} }],
};
const configuration = { modelId: 'tiny', dtype: 'q8', device: 'wasm' } as const;

function loadedModel(): LoadedModel {
  return {
    runtime: {
      ...configuration,
      modelVersion: '1',
      wasmBuild: 'plain',
      crossOriginIsolated: true,
      weightBytes: 1,
      libraries: { transformers: '1', onnxruntimeWeb: '1' },
    },
    timings: { fetchMs: 1, hashMs: 1, sessionMs: 1, totalMs: 3, fromStorage: false },
  };
}

/** A shelf with the one model on it, and a count of how often it looked into storage. */
function shelfAndLooks() {
  const catalogue = createStore<Catalogue>(() => ({ kind: 'reading' }));
  const engine = createStore<Engine>(() => ({ worker: { kind: 'idle' } }));
  const shelf = createOfflineShelf({
    modelsUrl: 'http://x/models/',
    catalogue: { store: catalogue },
    engine: { store: engine },
  });
  const capabilities = {
    webgpu: { kind: 'unavailable', reason: 'none here' },
    crossOriginIsolated: true,
    sharedArrayBuffer: true,
  } as const;
  catalogue.setState({ kind: 'ready', models: [manifest], capabilities, problems: [] }, true);
  const model = shelf.store.getState()['tiny'];
  if (model === undefined) throw new Error('the model is not on the shelf');
  let looks = 0;
  model.store.subscribe(() => (looks += 1));
  return { engine, looks: () => looks };
}

it('looks again after a load, even when the worker went on to generate before anybody saw it ready', async () => {
  // Node has neither a Cache API nor a storage estimate: nothing is stored, and the estimate is absent.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { engine, looks } = shelfAndLooks();
  await vi.waitUntil(() => looks() === 1);
  const loaded = loadedModel();
  engine.setState({ worker: { kind: 'loading', configuration } });
  engine.setState({ worker: { kind: 'generating', configuration, loaded, stage: 'encode' } });
  await vi.waitUntil(() => looks() === 2);
  engine.setState({ worker: { kind: 'ready', configuration, loaded } });
  engine.setState({ worker: { kind: 'generating', configuration, loaded: loadedModel(), stage: 'encode' } });
  await vi.waitUntil(() => looks() >= 3);
  expect(looks()).toBe(3);
  vi.restoreAllMocks();
});
