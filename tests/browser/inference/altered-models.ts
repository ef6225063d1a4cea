import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const ADDRESS = /^\/altered-models\/(?<alteration>[\w-]+)\/(?<path>[\w./-]+)/u;
const GRAPH = /decoder_model_merged.*\.onnx$/u;
const SLOW_CHUNK_BYTES = 64 * 1024;

interface Answer {
  status?: number;
  type?: string;
  body: Buffer;
}

/** What goes wrong, by name: from a file of the real model to the answer that the browser gets. */
const ALTERATIONS: Record<string, (path: string, file: Buffer) => Answer> = {
  truncated: (path, body) => ({ body: GRAPH.test(path) ? body.subarray(0, body.length / 2) : body }),
  altered: (path, body) => ({ body: GRAPH.test(path) ? withFlippedBit(body) : body }),
  lengthened: (path, body) => ({ body: GRAPH.test(path) ? Buffer.concat([body, Buffer.from('!')]) : body }),
  'missing-tokenizer': (path, body) => ({ body, status: path.endsWith('tokenizer.json') ? 404 : 200 }),
  'web-page-for-manifest': (path, body) =>
    path.endsWith('manifest.json') ? { body: Buffer.from('<!doctype html>'), type: 'text/html' } : { body },
  'web-page-for-tokenizer': (path, body) =>
    path.endsWith('tokenizer.json') ? { body: Buffer.from('<!doctype html>'), type: 'text/html' } : { body },
  'no-graph': (path, body) => {
    if (path.endsWith('manifest.json')) return { body: listingGarbage(body) };
    return { body: GRAPH.test(path) ? GARBAGE : body };
  },
  slow: (_, body) => ({ body }),
};

const GARBAGE = Buffer.from('this is no ONNX graph');

/** Serves the models of public/models wrong in one named way, below /altered-models/<alteration>/. Tests only. */
export function alteredModels(): Plugin {
  return {
    name: 'edgeward:altered-models',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const { alteration = '', path = '' } = ADDRESS.exec(request.url ?? '')?.groups ?? {};
        const alter = ALTERATIONS[alteration];
        if (alter === undefined) {
          next();
          return;
        }
        readFile(join(server.config.publicDir, 'models', path))
          .then((file) => send(response, alter(path, file), alteration === 'slow'))
          .catch(next);
      });
    },
  };
}

async function send(response: ServerResponse, { status = 200, type, body }: Answer, slowly: boolean): Promise<void> {
  response.statusCode = status;
  response.setHeader('Content-Type', type ?? 'application/octet-stream');
  for (let at = 0; slowly && at < body.length && !response.destroyed; at += SLOW_CHUNK_BYTES) {
    response.write(body.subarray(at, at + SLOW_CHUNK_BYTES));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  response.end(slowly ? undefined : body);
}

function withFlippedBit(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

/** A manifest whose decoder entries match the garbage, so that only ONNX Runtime can object. */
function listingGarbage(manifest: Buffer): Buffer {
  const json = JSON.parse(manifest.toString('utf8')) as { files: { path: string; bytes: number; sha256: string }[] };
  for (const file of json.files.filter(({ path }) => GRAPH.test(path))) {
    file.bytes = GARBAGE.length;
    file.sha256 = createHash('sha256').update(GARBAGE).digest('hex');
  }
  return Buffer.from(JSON.stringify(json));
}
