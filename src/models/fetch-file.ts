import { fail, succeed, type Failure, type Result } from '../contract/failure';
import type { ModelFile } from '../contract/model-manifest';
import { servesWebPage, webPageFailure } from './fetch-json';
import { sha256Hex } from './sha256';

/** Bytes of one listed file and where they came from; not verified yet. */
export interface FetchedFile {
  file: ModelFile;
  bytes: Uint8Array<ArrayBuffer>;
  origin: 'storage' | 'network';
}

/**
 * Fetches one file of a model over the network.
 * @param onBytes called with the size of each chunk as it comes
 * @returns failures `model-missing`, `model-unreachable`, `model-invalid`, `model-corrupt` (length), `cancelled`
 */
export async function fetchFile(
  url: string,
  file: ModelFile,
  onBytes: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<Result<FetchedFile>> {
  try {
    const response = await fetch(url, signal ? { signal } : {});
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

/** `model-corrupt` when length or SHA-256 are not the manifest's. */
export async function findCorruption({ file, bytes }: FetchedFile): Promise<Failure | undefined> {
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
