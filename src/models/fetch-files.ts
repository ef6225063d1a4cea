import { fail, succeed, type Failure, type Result } from '../contract/failure';
import type { Dtype } from '../contract/inference-api';
import type { ModelFile, ModelManifest } from '../contract/model-manifest';
import { servesWebPage, webPageFailure } from './fetch-json';
import type { ModelStore } from './model-store';
import { filesOfPrecision, modelFileUrl } from './registry';
import { sha256Hex } from './sha256';

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

interface FetchedFile {
  file: ModelFile;
  bytes: Uint8Array<ArrayBuffer>;
  origin: 'storage' | 'network';
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
  const fetched = allOrFirstFailure(await Promise.all(wanted.map((file) => readOrFetch(options, file, count(file)))));
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
  return fetchFile(options, file, onBytes);
}

async function fetchFile(
  { modelsUrl, manifest, signal }: FetchOptions,
  file: ModelFile,
  onBytes: (bytes: number) => void,
): Promise<Result<FetchedFile>> {
  try {
    const response = await fetch(modelFileUrl(modelsUrl, manifest.id, file.path), signal ? { signal } : {});
    if (!response.ok) return fail({ code: 'model-missing', file: file.path, status: response.status });
    if (servesWebPage(response) || response.body === null) return fail(webPageFailure(file.path));
    const bytes = await readBody(response.body, file, onBytes);
    return bytes.ok ? succeed({ file, bytes: bytes.value, origin: 'network' }) : bytes;
  } catch (error) {
    if (signal?.aborted === true) return fail({ code: 'cancelled' });
    return fail({ code: 'model-unreachable', file: file.path, detail: String(error) });
  }
}

/** Reads into one buffer of the listed length, so that weights are held once; another length is `model-corrupt`. */
async function readBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  file: ModelFile,
  onBytes: (bytes: number) => void,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const bytes = new Uint8Array(file.bytes);
  let filled = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (filled + value.byteLength > file.bytes) {
      await reader.cancel();
      return fail(wrongLength(file, filled + value.byteLength));
    }
    bytes.set(value, filled);
    filled += value.byteLength;
    onBytes(value.byteLength);
  }
  return filled === file.bytes ? succeed(bytes) : fail(wrongLength(file, filled));
}

async function verifyOrFetchAgain(options: FetchOptions, fetched: FetchedFile): Promise<Result<FetchedFile>> {
  const failure = await findCorruption(fetched);
  if (failure === undefined) return succeed(fetched);
  if (fetched.origin === 'network') return fail(failure);
  await options.store.remove(fetched.file);
  const again = await fetchFile(options, fetched.file, () => undefined);
  return again.ok ? verifyOrFetchAgain(options, again.value) : again;
}

async function findCorruption({ file, bytes }: FetchedFile): Promise<Failure | undefined> {
  if (bytes.byteLength !== file.bytes) return wrongLength(file, bytes.byteLength);
  const actualSha256 = await sha256Hex(bytes);
  return actualSha256 === file.sha256 ? undefined : { ...wrongLength(file, bytes.byteLength), actualSha256 };
}

/** For a body that is too long, `actualBytes` is how much had come when reading stopped. */
function wrongLength(file: ModelFile, actualBytes: number) {
  return {
    code: 'model-corrupt' as const,
    file: file.path,
    expectedBytes: file.bytes,
    actualBytes,
    expectedSha256: file.sha256,
  };
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
