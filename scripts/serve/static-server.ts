import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import compression from 'compression';
import serveStatic from 'serve-static';
import { EMPTY_CASE_INDEX } from '../build/case-index';
import { ISOLATION_HEADERS, policyHeaderOf } from '../build/security-headers';

export interface ServeOptions {
  /** The built page. */
  folder: string;
  /** Answered below /cases on top of `folder`, read anew at each request: people add case packs after the build. */
  casesFolder?: string;
  /** First port to try; the next free one is taken when it is in use. 0, the default, lets the system choose. */
  port?: number;
  /** Path below which the page lives; begins and ends with a slash. */
  basePath?: string;
  /** False imitates a plain static host, which can send neither isolation headers nor the policy. */
  securityHeaders?: boolean;
}

export interface StaticServer {
  /** Address of the page, with its closing slash. */
  url: string;
  port: number;
  /** Stops at once, open connections included. */
  close(): Promise<void>;
}

const HIGHEST_PORT = 65_535;
const PORTS_TO_TRY = 50;

/** What serve-static passes on when it can't answer; nothing at all for a file that is not there. */
type Refusal = { status?: number; headers?: Record<string, string> | undefined } | undefined;
type Next = (refusal?: Refusal) => void;
type Handler = (request: IncomingMessage, response: ServerResponse, next: Next) => void;

/**
 * Serves the built page on 127.0.0.1 with its security headers, compression, byte ranges and ETags. Whatever is missing
 * is a plain 404: no fallback to index.html, since the page's views live in the address's hash.
 * @throws when the folder holds no index.html or no port is free
 */
export async function serveFolder(options: ServeOptions): Promise<StaticServer> {
  const folder = resolve(options.folder);
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`${folder} holds no index.html: build the page first`);
  const basePath = options.basePath ?? '/';
  const answer = requestHandler(folder, basePath, options);
  const server = createServer((request, response) => {
    answer(request, response, (refusal) => refuse(response, refusal));
  });
  const port = await listenOnFreePort(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}${basePath}`,
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function requestHandler(folder: string, basePath: string, options: ServeOptions): Handler {
  const headers = options.securityHeaders === false ? {} : securityHeaders(folder);
  const fileOptions = {
    dotfiles: 'ignore',
    redirect: false,
    cacheControl: false,
    // A rebuilt page must never meet a part of the one before: each answer is checked by its ETag.
    setHeaders: (response: ServerResponse) => void response.setHeader('Cache-Control', 'no-cache'),
  };
  const files = serveStatic(folder, fileOptions);
  const cases = options.casesFolder === undefined ? undefined : serveStatic(options.casesFolder, fileOptions);
  const compress = compression({
    filter: (request, response) =>
      // A range counts bytes of the file itself, so a partial answer is never compressed.
      request.headers.range === undefined &&
      // On this machine's own network 14 MB arrive in 0.04 s as they are, and in 0.5 s when they are compressed first.
      response.getHeader('Content-Type') !== 'application/wasm' &&
      compression.filter(request, response),
  });
  return (request, response, next) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!(request.url ?? '').startsWith(basePath)) {
      next();
      return;
    }
    request.url = `/${(request.url ?? '').slice(basePath.length)}`;
    compress(request as never, response as never, () => {
      if (cases === undefined || !request.url?.startsWith('/cases/')) files(request, response, next);
      else serveCases(request, response, cases, next);
    });
  };
}

function serveCases(
  request: IncomingMessage,
  response: ServerResponse,
  cases: ReturnType<typeof serveStatic>,
  next: Next,
): void {
  const path = (request.url ?? '').slice('/cases'.length);
  request.url = path;
  cases(request, response, (refusal?: Refusal) => {
    if (path.split('?')[0] !== '/index.json' || refusal !== undefined) {
      next(refusal);
      return;
    }
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(EMPTY_CASE_INDEX);
  });
}

function securityHeaders(folder: string): Record<string, string> {
  return {
    ...ISOLATION_HEADERS,
    'Content-Security-Policy': policyHeaderOf(folder),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
}

/** A range beyond the file's end is said to be one; every other refusal looks like a missing file. */
function refuse(response: ServerResponse, refusal: Refusal): void {
  const isRange = refusal?.status === 416;
  response.statusCode = isRange ? 416 : 404;
  for (const [name, value] of Object.entries((isRange && refusal.headers) || {})) response.setHeader(name, value);
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(isRange ? 'Range not satisfiable\n' : 'Not found\n');
}

async function listenOnFreePort(server: ReturnType<typeof createServer>, first: number): Promise<number> {
  const last = first === 0 ? 0 : Math.min(first + PORTS_TO_TRY - 1, HIGHEST_PORT);
  for (let port = first; port <= last; port += 1) {
    if (await listens(server, port)) return (server.address() as AddressInfo).port;
  }
  throw new Error(`No free port between ${first} and ${last}`);
}

/** False when the port is taken; anything else that goes wrong rejects. */
function listens(server: ReturnType<typeof createServer>, port: number): Promise<boolean> {
  return new Promise((done, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') done(false);
      else reject(error);
    };
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      done(true);
    });
  });
}
