import { createStore } from 'zustand/vanilla';
import type { ModelManifest } from '../contract/model-manifest';
import { createOfflineModel, type OfflineModel } from '../offline/offline-models';
import type { CatalogueStore } from './catalogue';
import type { EngineStore, WorkerState } from './engine';

export type { OfflineModel, OfflineModelState, OfflineTask } from '../offline/offline-models';

interface ShelfParts {
  modelsUrl: string;
  catalogue: Pick<CatalogueStore, 'store'>;
  engine: Pick<EngineStore, 'store'>;
}

/** What of each listed model is stored on this device; looked up again whenever the worker has loaded something. */
export function createOfflineShelf({ modelsUrl, catalogue, engine }: ShelfParts) {
  const store = createStore<Readonly<Record<string, OfflineModel>>>(() => ({}));

  catalogue.store.subscribe((state) => {
    if (state.kind !== 'ready') return;
    const known = store.getState();
    const shelf = state.models.map((manifest) => known[manifest.id] ?? put(manifest));
    void Promise.all(shelf.map((model) => model.refresh()));
  });

  function put(manifest: ModelManifest): OfflineModel {
    const model = createOfflineModel({ modelsUrl, manifest });
    store.setState({ [manifest.id]: model });
    return model;
  }

  engine.store.subscribe((state, previous) => {
    // States are batched: a worker that was given work at once shows as generating and never as ready.
    const loaded = loadedModel(state.worker);
    if (loaded === undefined || loaded === loadedModel(previous.worker)) return;
    void store.getState()[loaded.runtime.modelId]?.refresh();
  });

  return { store };
}

function loadedModel(worker: WorkerState) {
  return worker.kind === 'ready' || worker.kind === 'generating' ? worker.loaded : undefined;
}

export type OfflineShelf = ReturnType<typeof createOfflineShelf>;
