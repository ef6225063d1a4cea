import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Catalogue } from '../../../src/store/catalogue';
import type { Engine } from '../../../src/store/engine';
import { createOfflineShelf } from '../../../src/store/offline-shelf';
import { tinyManifest, WITHOUT_GPU } from '../models/tiny-model';
import { loadedModel } from './scripted-client';

const configuration = { modelId: 'tiny', dtype: 'q8', device: 'wasm' } as const;

/** A shelf with the one model on it, and a count of how often it looked into storage. */
function shelfAndLooks() {
  const catalogue = createStore<Catalogue>(() => ({ kind: 'reading' }));
  const engine = createStore<Engine>(() => ({ worker: { kind: 'idle' } }));
  const shelf = createOfflineShelf({
    modelsUrl: 'http://x/models/',
    catalogue: { store: catalogue },
    engine: { store: engine },
  });
  catalogue.setState({ kind: 'ready', models: [tinyManifest()], capabilities: WITHOUT_GPU, problems: [] }, true);
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
  const loaded = loadedModel(configuration);
  engine.setState({ worker: { kind: 'loading', configuration } });
  engine.setState({ worker: { kind: 'generating', configuration, loaded, stage: 'encode' } });
  await vi.waitUntil(() => looks() === 2);
  engine.setState({ worker: { kind: 'ready', configuration, loaded } });
  engine.setState({
    worker: { kind: 'generating', configuration, loaded: loadedModel(configuration), stage: 'encode' },
  });
  await vi.waitUntil(() => looks() >= 3);
  expect(looks()).toBe(3);
  vi.restoreAllMocks();
});
