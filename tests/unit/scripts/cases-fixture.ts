import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import type { CaseRecipe } from '../../../scripts/cases/case-recipe';

/** A local server and a recipe of small real images: what the tests of case downloads stand on. */

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Noise, so that the PNG doesn't compress to nothing. */
export async function noisePng(seed: number): Promise<Buffer> {
  let state = seed * 7919 + 1;
  const pixels = Uint8Array.from({ length: 64 * 48 }, () => (state = (state * 1103515245 + 12345) % 2147483648) >> 16);
  return sharp(pixels, { raw: { width: 64, height: 48, channels: 1 } })
    .png()
    .toBuffer();
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** @returns the address of a server that lives as long as the test */
export async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** @returns an address where nobody listens any more */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return `http://127.0.0.1:${port}`;
}

/** Answers one file the way GitHub's raw-file server does, with ranges. */
export function sendFile(bytes: Buffer, request: IncomingMessage, response: ServerResponse): void {
  const from = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(from)) {
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
  } else if (from >= bytes.length) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
  } else {
    const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
    response
      .writeHead(206, { 'content-range': range, 'content-length': bytes.length - from })
      .end(bytes.subarray(from));
  }
}

/** Sends the first bytes of an answer that promised all of them, then cuts the line. */
export function sendAndCut(bytes: Buffer, count: number, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': bytes.length });
  response.write(bytes.subarray(0, count), () => setTimeout(() => response.destroy(), 20));
}

export interface RecipeFixture {
  recipe: CaseRecipe;
  /** The address path of each file, and its bytes. */
  files: Map<string, Buffer>;
}

export async function recipeOf(count: number): Promise<RecipeFixture> {
  const files = new Map<string, Buffer>();
  const cases: CaseRecipe['cases'] = [];
  for (let i = 1; i <= count; i++) {
    const bytes = await noisePng(i);
    const path = `scans/case ${i}.png`;
    files.set(`/someone/scans/${COMMIT}/scans/case%20${i}.png`, bytes);
    cases.push({
      id: `tiny-${i}`,
      path,
      bytes: bytes.length,
      sha256: sha256(bytes),
      modality: 'x-ray',
      bodyPart: 'chest',
      group: `tiny:${i}`,
      labels: { patientDiagnosis: 'COVID-19', view: 'AP' },
      questions: [
        {
          id: `tiny-${i}/organ`,
          question: 'What part of the body is shown?',
          answer: 'chest',
          answerType: 'open',
          aspect: 'organ',
        },
      ],
    });
  }
  const recipe: CaseRecipe = {
    format: 'case-recipe/1',
    id: 'tiny',
    title: 'Tiny scans',
    caseTitle: 'Chest X-ray',
    repository: 'someone/scans',
    commit: COMMIT,
    license: 'CC0-1.0',
    attribution: 'Someone',
    training: 'source',
    trainingNote: 'Held back.',
    cases,
  };
  return { recipe, files };
}
