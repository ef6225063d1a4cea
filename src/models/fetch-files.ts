import { fail, succeed, type Failure, type Result } from '../contract/failure';
import type { Dtype } from '../contract/inference-api';
import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import { fetchFile, findCorruption, type FetchedFile } from './fetch-file';
import type { ModelStore } from './model-store';
import { filesOfPrecision, modelFileUrl } from './registry';

export type FetchEvent =
  { kind: 'fetching'; loadedBytes: number; totalBytes: number; file: string } | { kind: 'verifying'; file: string };

export interface VerifiedFiles {
  /** Path inside the model's folder → bytes whose length and SHA-256 are the manifest's. */
  files: Map<string, Uint8Array<ArrayBuffer>>;
  fetchMs: number;
  hashMs: number;
  /** True when no weight file came over the network. */
  fromStorage: boolean;
  /** Resolves when new files are stored; a failure means that the model runs from memory only. */
  stored: Promise<Result<void>>;
}

interface FetchOptions {
  modelsUrl: string;
  manifest: ModelManifest;
  dtype: Dtype;
  store: ModelStore;
  onEvent?: (event: FetchEvent) => void;
  signal?: AbortSignal;
}

/**
 * Brings all files of a precision into memory, from browser storage where they are stored, and checks length and
 * SHA-256 of each. A stored file that is wrong is deleted and fetched again once.
 * @returns failures `model-missing`, `model-unreachable`, `model-invalid`, `model-corrupt`, `cancelled`
 */
export async function fetchVerifiedFiles(options: FetchOptions): Promise<Result<VerifiedFiles>> {
  const { manifest, dtype, store, onEvent } = options;
  const wanted = filesOfPrecision(manifest, dtype);
  const totalBytes = wanted.reduce((sum, file) => sum + file.bytes, 0);
  let loadedBytes = 0;
  const count = (file: ModelFile) => (chunkBytes: number) => {
    loadedBytes += chunkBytes;
    onEvent?.({ kind: 'fetching', loadedBytes, totalBytes, file: file.path });
  };

  const startedAt = performance.now();
  const fetched = await readOrFetchAll(options, wanted, count);
  if (!fetched.ok) return fetched;
  const fetchMs = performance.now() - startedAt;

  const hashStartedAt = performance.now();
  const verified = allOrFirstFailure(
    await Promise.all(
      fetched.value.map((entry) => {
        onEvent?.({ kind: 'verifying', file: entry.file.path });
        return verifyOrFetchAgain(options, entry);
      }),
    ),
  );
  if (!verified.ok) return verified;
  const hashMs = performance.now() - hashStartedAt;

  return succeed({
    files: new Map(verified.value.map(({ file, bytes }) => [file.path, bytes])),
    fetchMs,
    hashMs,
    fromStorage: verified.value.every(({ file, origin }) => file.dtype === undefined || origin === 'storage'),
    stored: storeAll(store, verified.value),
  });
}

/** Fetches all at once; the first failure stops the others, and it is the one that is reported. */
async function readOrFetchAll(
  options: FetchOptions,
  wanted: ModelFile[],
  count: (file: ModelFile) => (chunkBytes: number) => void,
): Promise<Result<FetchedFile[]>> {
  const others = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, others.signal]) : others.signal;
  let firstFailure: Failure | undefined;
  const results = await Promise.all(
    wanted.map(async (file) => {
      const result = await readOrFetch({ ...options, signal }, file, count(file));
      if (!result.ok && firstFailure === undefined) {
        firstFailure = result.failure;
        others.abort();
      }
      return result;
    }),
  );
  return firstFailure === undefined ? allOrFirstFailure(results) : fail(firstFailure);
}

function addressOf({ modelsUrl, manifest }: FetchOptions, file: ModelFile): string {
  return modelFileUrl(modelsUrl, manifest.id, file.path);
}

async function readOrFetch(
  options: FetchOptions,
  file: ModelFile,
  onBytes: (bytes: number) => void,
): Promise<Result<FetchedFile>> {
  const stored = await options.store.read(file);
  if (stored !== undefined) {
    onBytes(stored.byteLength);
    return succeed({ file, bytes: stored, origin: 'storage' });
  }
  return fetchFile(addressOf(options, file), file, onBytes, options.signal);
}

async function verifyOrFetchAgain(options: FetchOptions, fetched: FetchedFile): Promise<Result<FetchedFile>> {
  const failure = await findCorruption(fetched);
  if (failure === undefined) return succeed(fetched);
  if (fetched.origin === 'network') return fail(failure);
  await options.store.remove(fetched.file);
  const again = await fetchFile(addressOf(options, fetched.file), fetched.file, () => undefined, options.signal);
  return again.ok ? verifyOrFetchAgain(options, again.value) : again;
}

async function storeAll(store: ModelStore, fetched: FetchedFile[]): Promise<Result<void>> {
  for (const { file, bytes, origin } of fetched) {
    if (origin === 'storage') continue;
    const stored = await store.put(file, bytes);
    if (!stored.ok) return stored;
  }
  return succeed(undefined);
}

function allOrFirstFailure<T>(results: Result<T>[]): Result<T[]> {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return succeed(values);
}
