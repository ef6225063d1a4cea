import { fail, succeed, type Result } from '../contract/failure';
import type { Dtype } from '../contract/inference-api';
import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import { filesOfPrecision, modelFileUrl } from './registry';

/** One store for all models, shared by the page and its workers. */
export const MODEL_CACHE = 'edgeward-models-v1';

/**
 * Model files in browser storage. An entry's key is the file's address and its SHA-256: a new version of a model never
 * meets the bytes of an old one. Callers verify the bytes that they read; storage is no more trusted than the network.
 */
export interface ModelStore {
  read(file: ModelFile): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** `storage-full` when the browser's quota does not allow it. */
  put(file: ModelFile, bytes: Uint8Array<ArrayBuffer>): Promise<Result<void>>;
  remove(file: ModelFile): Promise<void>;
  /** True when every file of the precision is stored. */
  has(dtype: Dtype): Promise<boolean>;
  /** Bytes stored for the precision, shared files included. */
  storedBytes(dtype: Dtype): Promise<number>;
  /** Removes the precision's own files, and the shared ones when no other precision is left. */
  removePrecision(dtype: Dtype): Promise<void>;
}

/** Opens the store of one model. Where the browser has no storage (private modes), it is empty and refuses to keep. */
export function openModelStore(modelsUrl: string, manifest: ModelManifest): ModelStore {
  const key = (file: ModelFile) => `${modelFileUrl(modelsUrl, manifest.id, file.path)}?sha256=${file.sha256}`;
  const open = () => caches.open(MODEL_CACHE);

  async function isStored(file: ModelFile): Promise<boolean> {
    return (await (await openOrNothing())?.match(key(file))) !== undefined;
  }
  async function openOrNothing(): Promise<Cache | undefined> {
    try {
      return await open();
    } catch {
      // Storage is blocked (private window, site settings): the same as nothing stored.
      return undefined;
    }
  }
  async function storedFiles(dtype: Dtype): Promise<ModelFile[]> {
    const files = filesOfPrecision(manifest, dtype);
    const stored = await Promise.all(files.map(isStored));
    return files.filter((_, index) => stored[index]);
  }

  const store: ModelStore = {
    async read(file) {
      const response = await (await openOrNothing())?.match(key(file));
      return response === undefined ? undefined : new Uint8Array(await response.arrayBuffer());
    },
    async put(file, bytes) {
      try {
        const cache = await open();
        // The same file of an older version of the model has the same address and another hash.
        await cache.delete(key(file), { ignoreSearch: true });
        await cache.put(key(file), new Response(bytes, { headers: { 'Content-Length': `${bytes.byteLength}` } }));
        return succeed(undefined);
      } catch (error) {
        return fail(await storageFailure(bytes.byteLength, error));
      }
    },
    async remove(file) {
      await (await openOrNothing())?.delete(key(file));
    },
    async has(dtype) {
      return (await storedFiles(dtype)).length === filesOfPrecision(manifest, dtype).length;
    },
    async storedBytes(dtype) {
      return (await storedFiles(dtype)).reduce((sum, file) => sum + file.bytes, 0);
    },
    async removePrecision(dtype) {
      const own = manifest.files.filter((file) => file.dtype === dtype);
      await Promise.all(own.map((file) => store.remove(file)));
      const graphs = await Promise.all(manifest.files.filter((file) => file.dtype !== undefined).map(isStored));
      if (graphs.includes(true)) return;
      await Promise.all(manifest.files.filter((file) => file.dtype === undefined).map((file) => store.remove(file)));
    },
  };
  return store;
}

async function storageFailure(neededBytes: number, error: unknown) {
  const { quota, usage } = await estimateStorage();
  return {
    code: 'storage-full' as const,
    neededBytes,
    ...(quota === undefined || usage === undefined ? {} : { availableBytes: Math.max(0, quota - usage) }),
    detail: String(error),
  };
}

async function estimateStorage(): Promise<StorageEstimate> {
  try {
    return await navigator.storage.estimate();
  } catch {
    // Some browsers refuse the estimate in private windows; then no figure is reported.
    return {};
  }
}
