import { createStore } from 'zustand/vanilla';
import { fail, succeed, type Failure, type Result } from '../contract/failure';
import type { Dtype } from '../contract/inference-api';
import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import { fetchVerifiedFiles } from '../models/fetch-files';
import { openModelStore, type ModelStore } from '../models/model-store';
import { filesOfPrecision } from '../models/registry';
import { browserSpace, keepFromEviction, type BrowserSpace } from './browser-space';

export type OfflineTask =
  | { kind: 'idle' }
  /** `totalBytes` are those that were still missing when it began. */
  | { kind: 'storing'; dtype: Dtype; doneBytes: number; totalBytes: number }
  | { kind: 'removing' }
  | { kind: 'failed'; failure: Failure };

export interface OfflineModelState {
  /** Precisions whose every file is in browser storage; absent until that was looked up. */
  stored?: readonly Dtype[];
  task: OfflineTask;
  /** What the browser says about its storage; absent where it does not. */
  space?: BrowserSpace;
}

interface OfflineModelOptions {
  modelsUrl: string;
  manifest: ModelManifest;
  /** The browser's own storage when left out. */
  modelStore?: ModelStore;
}

/**
 * Which precisions of one model run without a network, and the means to have more or fewer of them. The inference
 * worker stores what it loads on its own: call `refresh` after a load.
 */
export function createOfflineModel({ modelsUrl, manifest, modelStore }: OfflineModelOptions) {
  const files = modelStore ?? openModelStore(modelsUrl, manifest);
  const store = createStore<OfflineModelState>(() => ({ task: { kind: 'idle' } }));
  let abort: AbortController | undefined;

  async function refresh(): Promise<readonly Dtype[]> {
    const dtypes = manifest.precisions.map(({ dtype }) => dtype);
    const has = await Promise.all(dtypes.map((dtype) => files.has(dtype)));
    const stored = dtypes.filter((_, index) => has[index]);
    const space = await browserSpace();
    store.setState({ stored, ...(space === undefined ? {} : { space }) });
    return stored;
  }

  /** Bytes that `makeAvailableOffline` would fetch: shared files count once, stored precisions not at all. */
  async function missingBytes(dtypes: readonly Dtype[]): Promise<number> {
    const stored = await refresh();
    const held = new Set(stored.flatMap((dtype) => filesOfPrecision(manifest, dtype)));
    const wanted = new Set(dtypes.flatMap((dtype) => filesOfPrecision(manifest, dtype)));
    return sumBytes([...wanted].filter((file) => !held.has(file)));
  }

  /**
   * Fetches, verifies and stores the precisions one after the other, so that one at a time is held in memory.
   * @returns `cancelled`, `storage-full`, or why a file could not be had; what was stored until then stays
   */
  async function makeAvailableOffline(dtypes: readonly Dtype[]): Promise<Result<void>> {
    if (abort !== undefined) return fail({ code: 'cancelled' });
    const controller = new AbortController();
    abort = controller;
    try {
      return await storeAll(dtypes, controller.signal);
    } finally {
      abort = undefined;
      await refresh();
    }
  }

  async function storeAll(dtypes: readonly Dtype[], signal: AbortSignal): Promise<Result<void>> {
    const totalBytes = await missingBytes(dtypes);
    await keepFromEviction();
    const space = await browserSpace();
    if (space !== undefined && space.freeBytes < totalBytes) {
      const detail = 'The browser does not allow this page that much storage.';
      return end(fail({ code: 'storage-full', neededBytes: totalBytes, availableBytes: space.freeBytes, detail }));
    }
    const already = new Set(store.getState().stored);
    let doneBytes = 0;
    for (const dtype of dtypes.filter((wanted) => !already.has(wanted))) {
      const before = doneBytes;
      const outcome = await storeOne(dtype, signal, (bytes) => {
        doneBytes = Math.min(before + bytes, totalBytes);
        store.setState({ task: { kind: 'storing', dtype, doneBytes, totalBytes } });
      });
      if (!outcome.ok) return end(outcome);
    }
    return end(succeed(undefined));
  }

  /** @param onProgress bytes of this precision that were not in storage before */
  async function storeOne(
    dtype: Dtype,
    signal: AbortSignal,
    onProgress: (bytes: number) => void,
  ): Promise<Result<void>> {
    const storedBefore = await files.storedBytes(dtype);
    onProgress(0);
    const fetched = await fetchVerifiedFiles({
      modelsUrl,
      manifest,
      dtype,
      store: files,
      signal,
      onEvent: (event) => {
        if (event.kind === 'fetching') onProgress(Math.max(0, event.loadedBytes - storedBefore));
      },
    });
    return fetched.ok ? fetched.value.stored : fetched;
  }

  function end(outcome: Result<void>): Result<void> {
    const ordinary = outcome.ok || outcome.failure.code === 'cancelled';
    store.setState({ task: ordinary ? { kind: 'idle' } : { kind: 'failed', failure: outcome.failure } });
    return outcome;
  }

  /** Frees their storage. The precision that runs now goes on from memory, and is fetched again at its next load. */
  async function remove(dtypes: readonly Dtype[]): Promise<void> {
    store.setState({ task: { kind: 'removing' } });
    for (const dtype of dtypes) await files.removePrecision(dtype);
    store.setState({ task: { kind: 'idle' } });
    await refresh();
  }

  return { store, refresh, missingBytes, makeAvailableOffline, remove, cancel: () => abort?.abort() };
}

export type OfflineModel = ReturnType<typeof createOfflineModel>;

function sumBytes(files: readonly ModelFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
