import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { downloadFile, type FileToDownload } from '../../../scripts/cases/download-file';
import { temporaryFolder } from '../../temporary-folder';
import { closedAddress, noisePng, sendAndCut, sendFile, serve, sha256 } from './cases-fixture';

const bytes = await noisePng(1);

async function target(baseUrl: string, changes: Partial<FileToDownload> = {}): Promise<FileToDownload> {
  const file = join(await temporaryFolder(), 'images/a.png');
  return { url: `${baseUrl}/a.png`, file, bytes: bytes.length, sha256: sha256(bytes), ...changes };
}

function download(file: FileToDownload, signal = new AbortController().signal, stallSeconds = 10) {
  return downloadFile(file, { signal, onProgress: () => undefined, stallSeconds });
}

async function leavePart(file: FileToDownload, content: Uint8Array): Promise<void> {
  await mkdir(dirname(file.file), { recursive: true });
  await writeFile(`${file.file}.part`, content);
}

describe('downloading a file', () => {
  it('stores a file whose length and SHA-256 are as listed, and reports every byte', async () => {
    const file = await target(await serve((request, response) => sendFile(bytes, request, response)));
    const seen: number[] = [];
    const failure = await downloadFile(file, { signal: new AbortController().signal, onProgress: (n) => seen.push(n) });
    expect(failure).toBeUndefined();
    expect(await readFile(file.file)).toEqual(bytes);
    expect(seen.at(-1)).toBe(bytes.length);
    expect(existsSync(`${file.file}.part`)).toBe(false);
  });

  it('keeps what came before the line was cut, and asks only for the rest next time', async () => {
    const ranges: (string | undefined)[] = [];
    const base = await serve((request, response) => {
      ranges.push(request.headers.range);
      if (ranges.length === 1) sendAndCut(bytes, 1000, response);
      else sendFile(bytes, request, response);
    });
    const file = await target(base);
    expect(await download(file)).toMatchObject({ kind: 'no-network' });
    expect(existsSync(file.file)).toBe(false);
    expect(await readFile(`${file.file}.part`)).toEqual(bytes.subarray(0, 1000));
    expect(await download(file)).toBeUndefined();
    expect(ranges).toEqual([undefined, 'bytes=1000-']);
    expect(await readFile(file.file)).toEqual(bytes);
  });

  it('starts again when the server knows no ranges', async () => {
    const base = await serve((_, response) => response.writeHead(200, { 'content-length': bytes.length }).end(bytes));
    const file = await target(base);
    await leavePart(file, bytes.subarray(0, 500));
    expect(await download(file)).toBeUndefined();
    expect(await readFile(file.file)).toEqual(bytes);
  });

  it('starts again when the part from before was damaged', async () => {
    const ranges: (string | undefined)[] = [];
    const base = await serve((request, response) => {
      ranges.push(request.headers.range);
      sendFile(bytes, request, response);
    });
    const file = await target(base);
    await leavePart(file, new Uint8Array(500));
    expect(await download(file)).toBeUndefined();
    expect(ranges).toEqual(['bytes=500-', undefined]);
    expect(await readFile(file.file)).toEqual(bytes);
  });

  it('refuses another file of the same length and leaves none of it', async () => {
    const other = Buffer.from(bytes).fill(7, 100, 101);
    const file = await target(await serve((request, response) => sendFile(other, request, response)));
    expect(await download(file)).toEqual({
      kind: 'wrong-hash',
      url: file.url,
      expectedSha256: sha256(bytes),
      actualSha256: sha256(other),
    });
    expect(existsSync(file.file) || existsSync(`${file.file}.part`)).toBe(false);
  });

  it('refuses a file of another length', async () => {
    const short = bytes.subarray(0, bytes.length - 1);
    const file = await target(await serve((request, response) => sendFile(short, request, response)));
    expect(await download(file)).toMatchObject({ kind: 'wrong-size', actualBytes: bytes.length - 1 });
    expect(existsSync(`${file.file}.part`)).toBe(false);
  });

  it('refuses a part that is longer than the file on the server, instead of asking for ever', async () => {
    const short = bytes.subarray(0, 100);
    const file = await target(await serve((request, response) => sendFile(short, request, response)));
    await leavePart(file, bytes.subarray(0, 200));
    expect(await download(file)).toMatchObject({ kind: 'wrong-size', actualBytes: 100 });
  });

  it('stops reading a file that never ends', async () => {
    const base = await serve((_, response) => {
      const endless = setInterval(() => response.write(Buffer.alloc(65536)), 1);
      response.on('close', () => clearInterval(endless));
    });
    expect(await download(await target(base))).toMatchObject({ kind: 'wrong-size' });
  });

  it.each([
    [404, 'not-found'],
    [503, 'refused'],
  ])('says that a server answered %i', async (status, kind) => {
    const base = await serve((_, response) => response.writeHead(status).end('no'));
    expect(await download(await target(base))).toMatchObject({ kind });
  });

  it('says that nobody answers, and why', async () => {
    expect(await download(await target(await closedAddress()))).toMatchObject({
      kind: 'no-network',
      detail: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  it('gives up on a server that falls silent, and keeps what it sent', async () => {
    const base = await serve((_, response) => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 300));
    });
    const file = await target(base);
    expect(await download(file, undefined, 0.3)).toEqual({ kind: 'stalled', url: file.url, seconds: 0.3 });
    expect(await readFile(`${file.file}.part`)).toEqual(bytes.subarray(0, 300));
  });

  it('stops at once when told to', async () => {
    const stop = new AbortController();
    const base = await serve((_, response) => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 300), () => stop.abort());
    });
    expect(await download(await target(base), stop.signal)).toEqual({ kind: 'stopped' });
  });

  // /dev/full takes no byte, as a full disk does; only Linux has it.
  it.skipIf(!existsSync('/dev/full'))('says that the disk is full', async () => {
    const file = await target(await serve((request, response) => sendFile(bytes, request, response)));
    await mkdir(dirname(file.file), { recursive: true });
    await symlink('/dev/full', `${file.file}.part`);
    expect(await download(file)).toEqual({ kind: 'disk-full', file: file.file });
    expect(existsSync(file.file)).toBe(false);
  });
});
