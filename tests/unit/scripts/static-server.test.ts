import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { serveFolder, type ServeOptions, type StaticServer } from '../../../scripts/serve/static-server';
import { temporaryFolder } from '../../temporary-folder';

const POLICY = "default-src 'none'; script-src 'self'";
const PAGE = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}" /><title>page</title>`;
/** Long enough for the server to compress it. */
const JSON_TEXT = JSON.stringify({ words: 'edge '.repeat(1000) });

let folder: string;

beforeEach(async () => {
  const scratch = await temporaryFolder();
  folder = join(scratch, 'dist');
  await mkdir(join(folder, 'models/tiny'), { recursive: true });
  await mkdir(join(folder, 'ort'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'models/tiny/config.json'), JSON_TEXT);
  await writeFile(join(folder, 'models/tiny/model.onnx'), '0123456789');
  await writeFile(join(folder, 'ort/runtime.wasm'), 'wasm');
  await writeFile(join(folder, 'ort/runtime.mjs'), 'export {};');
  await writeFile(join(folder, 'manifest.webmanifest'), '{}');
  await writeFile(join(folder, '.build-stamp'), 'private');
  await writeFile(join(scratch, 'secret.txt'), 'outside');
});

async function serve(options: Partial<ServeOptions> = {}): Promise<StaticServer> {
  const server = await serveFolder({ folder, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** Status of a request that is sent as it stands; `fetch` would tidy up the dots and add a header beside an ETag. */
function statusOf(port: number, path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((done, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('serveFolder', () => {
  it("sends the isolation headers and the page's own policy with every answer, the missing ones included", async () => {
    const { url } = await serve();
    for (const path of ['', 'ort/runtime.mjs', 'models/none.onnx']) {
      const { headers } = await fetch(url + path);
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('content-security-policy')).toBe(`${POLICY}; frame-ancestors 'none'`);
    }
  });

  it('imitates a plain host on request, without any of these headers', async () => {
    const { url } = await serve({ securityHeaders: false });
    const { headers } = await fetch(url);
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
    expect(headers.get('content-security-policy')).toBeNull();
  });

  it.each([
    ['', 'text/html; charset=utf-8'],
    ['ort/runtime.wasm', 'application/wasm'],
    ['ort/runtime.mjs', 'text/javascript; charset=utf-8'],
    ['models/tiny/config.json', 'application/json; charset=utf-8'],
    ['models/tiny/model.onnx', 'application/octet-stream'],
    ['manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
  ])('names the kind of "%s" as %s', async (path, type) => {
    const { url } = await serve();
    expect((await fetch(url + path)).headers.get('content-type')).toBe(type);
  });

  it.each(['models/none.json', 'ort/none.wasm', 'samples/none.png', 'cases/none/pack.json', 'none', 'none/deeper'])(
    'answers 404 for "%s" instead of the page',
    async (path) => {
      const { url } = await serve();
      const response = await fetch(url + path);
      expect(response.status).toBe(404);
      expect(await response.text()).toBe('Not found\n');
    },
  );

  it.each(['/../secret.txt', '/..%2fsecret.txt', '/models/%2e%2e/%2e%2e/secret.txt', '/.build-stamp', '/%00'])(
    'gives nothing away for %s',
    async (path) => {
      const { port } = await serve();
      expect(await statusOf(port, path)).toBe(404);
    },
  );

  it.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=0-0', '0', 'bytes 0-0/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=8-', '89', 'bytes 8-9/10'],
  ])('answers the range %s with exactly these bytes', async (range, body, contentRange) => {
    const { url } = await serve();
    const response = await fetch(`${url}models/tiny/model.onnx`, { headers: { Range: range } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(contentRange);
    expect(await response.text()).toBe(body);
  });

  it('refuses a range beyond the end', async () => {
    const { url } = await serve();
    const response = await fetch(`${url}models/tiny/model.onnx`, { headers: { Range: 'bytes=10-12' } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */10');
  });

  it('counts a range of a compressible file in its own bytes', async () => {
    const { url } = await serve();
    const response = await fetch(`${url}models/tiny/config.json`, { headers: { Range: 'bytes=0-7' } });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toBe('{"words"');
  });

  it('compresses text, and leaves the wasm as it is', async () => {
    const { url } = await serve();
    const headers = { 'Accept-Encoding': 'gzip' };
    const json = await fetch(`${url}models/tiny/config.json`, { headers });
    expect(json.headers.get('content-encoding')).toBe('gzip');
    expect(await json.text()).toBe(JSON_TEXT);
    expect((await fetch(`${url}ort/runtime.wasm`, { headers })).headers.get('content-encoding')).toBeNull();
  });

  it('answers 304 when the copy is still right, by its ETag', async () => {
    const { url, port } = await serve();
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect(await statusOf(port, '/', { 'If-None-Match': etag })).toBe(304);
    expect(await statusOf(port, '/', { 'If-None-Match': 'W/"another"' })).toBe(200);
  });

  it('takes the next port when the wanted one is in use', async () => {
    const first = await serve();
    const second = await serve({ port: first.port });
    expect(second.port).toBeGreaterThan(first.port);
    expect((await fetch(second.url)).status).toBe(200);
  });

  it('serves below a path and nothing beside it', async () => {
    const { url, port } = await serve({ basePath: '/tools/edge/' });
    expect(url).toBe(`http://127.0.0.1:${port}/tools/edge/`);
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  });

  it('answers an empty index while there are no case packs, and the live one once there is', async () => {
    const casesFolder = join(folder, '../cases');
    const { url } = await serve({ casesFolder });
    expect(await (await fetch(`${url}cases/index.json`)).json()).toEqual({ format: 'case-index/1', packs: [] });
    await mkdir(casesFolder);
    await writeFile(join(casesFolder, 'index.json'), '{"format":"case-index/1","packs":["a/pack.json"]}');
    expect(await (await fetch(`${url}cases/index.json`)).json()).toEqual({
      format: 'case-index/1',
      packs: ['a/pack.json'],
    });
  });

  it('refuses a folder that holds no page', async () => {
    await expect(serveFolder({ folder: join(folder, 'ort') })).rejects.toThrow('holds no index.html');
  });
});
