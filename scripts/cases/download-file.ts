import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDiskFull, type DownloadFailure } from './download-failure';

export interface FileToDownload {
  url: string;
  /** Where the checked file goes; while it is incomplete it is called `<file>.part`. */
  file: string;
  bytes: number;
  sha256: string;
}

export interface DownloadOptions {
  signal: AbortSignal;
  /** Called with how many bytes of this file are there so far. */
  onProgress: (bytes: number) => void;
  /** After how long without any data a download counts as stalled. */
  stallSeconds?: number;
}

const STALL_SECONDS = 60;

async function sizeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    (entry) => entry.size,
    () => undefined,
  );
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** True when the file is already there, byte for byte. */
export async function isIntact(file: string, bytes: number, sha256: string): Promise<boolean> {
  return (await sizeOf(file)) === bytes && (await sha256Of(file)) === sha256;
}

type Answer = { kind: 'body'; body: ReadableStream<Uint8Array>; startsAt: number } | DownloadFailure;

/** Asks for what is missing. A server that knows no ranges sends everything, which is taken from the start. */
async function request(url: string, from: number, signal: AbortSignal): Promise<Answer> {
  const headers = { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${from}-` } : {}) };
  const response = await fetch(url, { headers, signal });
  const resumed =
    response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${from}-`) === true;
  if (response.status === 200 || resumed) {
    if (response.body === null) return { kind: 'refused', url, status: response.status };
    return { kind: 'body', body: response.body, startsAt: resumed ? from : 0 };
  }
  await response.body?.cancel();
  // The partial file is longer than the server's: ask for all of it, whose length then tells.
  if (response.status === 416 && from > 0) return request(url, 0, signal);
  if (response.status === 404) return { kind: 'not-found', url };
  return { kind: 'refused', url, status: response.status };
}

/** Appends the body to the partial file; each chunk that arrived stays there when the connection breaks. */
async function receive(
  { body, startsAt }: { body: ReadableStream<Uint8Array>; startsAt: number },
  target: FileToDownload,
  onProgress: (bytes: number) => void,
): Promise<DownloadFailure | undefined> {
  const file = await open(`${target.file}.part`, startsAt > 0 ? 'a' : 'w');
  let actualBytes = startsAt;
  try {
    for await (const chunk of body) {
      actualBytes += chunk.length;
      if (actualBytes > target.bytes) break;
      await file.writeFile(chunk);
      onProgress(actualBytes);
    }
  } finally {
    await file.close();
  }
  if (actualBytes === target.bytes) return undefined;
  return { kind: 'wrong-size', url: target.url, expectedBytes: target.bytes, actualBytes };
}

/** Lets a body that has come in whole take its place, or throws it away. */
async function check(target: FileToDownload): Promise<DownloadFailure | undefined> {
  const part = `${target.file}.part`;
  const actualSha256 = await sha256Of(part);
  if (actualSha256 === target.sha256) {
    await rename(part, target.file);
    return undefined;
  }
  await rm(part, { force: true });
  return { kind: 'wrong-hash', url: target.url, expectedSha256: target.sha256, actualSha256 };
}

function failureOf(
  error: unknown,
  target: FileToDownload,
  stalled: number | undefined,
  stopped: boolean,
): DownloadFailure {
  if (stopped) return { kind: 'stopped' };
  if (stalled !== undefined) return { kind: 'stalled', url: target.url, seconds: stalled };
  if (isDiskFull(error)) return { kind: 'disk-full', file: target.file };
  // fetch says "fetch failed" or "terminated"; what really happened is in its cause.
  if (error instanceof TypeError) {
    const { cause } = error;
    return { kind: 'no-network', url: target.url, detail: cause instanceof Error ? cause.message : error.message };
  }
  throw error;
}

/**
 * Downloads one file, going on with a partial one by a range request, and checks its length and SHA-256.
 * @returns what went wrong, or nothing; a file that doesn't pass the checks never gets its name
 */
export async function downloadFile(
  target: FileToDownload,
  options: DownloadOptions,
): Promise<DownloadFailure | undefined> {
  const seconds = options.stallSeconds ?? STALL_SECONDS;
  const stall = new AbortController();
  const watch = setTimeout(() => stall.abort(), seconds * 1000);
  const part = `${target.file}.part`;
  try {
    await mkdir(dirname(target.file), { recursive: true });
    const had = (await sizeOf(part)) ?? 0;
    if (had >= target.bytes) await rm(part);
    const signal = AbortSignal.any([options.signal, stall.signal]);
    const answer = await request(target.url, had < target.bytes ? had : 0, signal);
    if (answer.kind !== 'body') return answer;
    const failure = await receive(answer, target, (bytes) => {
      watch.refresh();
      options.onProgress(bytes);
    });
    if (failure !== undefined) {
      await rm(part, { force: true });
      return failure;
    }
    const mismatch = await check(target);
    // The part from an earlier run may have been the damaged one: once more, all of it.
    return mismatch !== undefined && answer.startsAt > 0 ? await downloadFile(target, options) : mismatch;
  } catch (error) {
    return failureOf(error, target, stall.signal.aborted ? seconds : undefined, options.signal.aborted);
  } finally {
    clearTimeout(watch);
  }
}
