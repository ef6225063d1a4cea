import { createStore } from 'zustand/vanilla';
import type { Failure, Result } from '../contract/failure';
import type { Configuration, Device, Dtype } from '../contract/inference-api';
import type { ModelManifest } from '../contract/model-manifest';
import { availability, type Availability } from '../models/availability';
import type { Capabilities } from '../models/capabilities';
import type { Preferences } from './preferences';

export type { Availability } from '../models/availability';
export type { Capabilities } from '../models/capabilities';

/** What can run in this browser: every model's manifest, and what the machine offers. */
export type Catalogue =
  | { kind: 'reading' }
  | { kind: 'ready'; models: readonly ModelManifest[]; capabilities: Capabilities; problems: readonly Failure[] }
  | { kind: 'failed'; failure: Failure };

export type ReadyCatalogue = Extract<Catalogue, { kind: 'ready' }>;

export interface CatalogueParts {
  fetchModelIndex(): Promise<Result<string[]>>;
  fetchManifest(id: string): Promise<Result<ModelManifest>>;
  probeCapabilities(): Promise<Capabilities>;
}

export function createCatalogue(parts: CatalogueParts) {
  const store = createStore<Catalogue>(() => ({ kind: 'reading' }));

  let latest: Promise<Catalogue> | undefined;

  function read(): Promise<Catalogue> {
    latest = readAfresh();
    return latest;
  }

  /** One unreadable manifest does not hide the other models; with none left, its failure is the catalogue's. */
  async function readAfresh(): Promise<Catalogue> {
    store.setState({ kind: 'reading' }, true);
    const [index, capabilities] = await Promise.all([parts.fetchModelIndex(), parts.probeCapabilities()]);
    const next = index.ok
      ? gather(await Promise.all(index.value.map((id) => parts.fetchManifest(id))), capabilities)
      : ({ kind: 'failed', failure: index.failure } as const);
    store.setState(next, true);
    return next;
  }

  /** Reads once, whichever view is opened first. */
  const open = () => latest ?? read();
  return { store, read, open };
}

export type CatalogueStore = ReturnType<typeof createCatalogue>;

function gather(manifests: readonly Result<ModelManifest>[], capabilities: Capabilities): Catalogue {
  const models = manifests.flatMap((manifest) => (manifest.ok ? [manifest.value] : []));
  const problems = manifests.flatMap((manifest) => (manifest.ok ? [] : [manifest.failure]));
  const first = problems[0];
  return models.length === 0 && first !== undefined
    ? { kind: 'failed', failure: first }
    : { kind: 'ready', models, capabilities, problems };
}

export function findModel(catalogue: Catalogue, modelId: string | undefined): ModelManifest | undefined {
  return catalogue.kind === 'ready' ? catalogue.models.find((model) => model.id === modelId) : undefined;
}

export function availabilityOf(
  catalogue: Catalogue,
  modelId: string | undefined,
  dtype: Dtype,
  device: Device,
): Availability {
  const model = findModel(catalogue, modelId);
  if (catalogue.kind !== 'ready' || model === undefined) {
    return { kind: 'unavailable', reason: 'No model description could be read.' };
  }
  return availability(model, catalogue.capabilities, dtype, device);
}

const FIRST_CHOICES: readonly Dtype[] = ['q8', 'q4', 'fp32', 'fp16', 'q4f16'];

/** What to load first: what the reader used last if it can run here, else q8 on WASM or the next that can. */
export function firstConfiguration(catalogue: ReadyCatalogue, preferences: Preferences): Configuration | undefined {
  const model = catalogue.models.find((entry) => entry.task === 'image-text');
  if (model === undefined) return undefined;
  const device = preferences.device ?? 'wasm';
  const dtypes = preferences.dtype === undefined ? FIRST_CHOICES : [preferences.dtype, ...FIRST_CHOICES];
  const candidates = [...dtypes.map((dtype) => ({ dtype, device })), ...FIRST_CHOICES.map(onWasm)];
  const runs = candidates.find(
    (cell) => availability(model, catalogue.capabilities, cell.dtype, cell.device).kind !== 'unavailable',
  );
  const threads = preferences.threads;
  return runs && { modelId: model.id, ...runs, ...(threads === undefined ? {} : { threads }) };
}

function onWasm(dtype: Dtype) {
  return { dtype, device: 'wasm' as const };
}
