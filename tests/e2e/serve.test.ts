import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { createServer, type ViteDevServer } from 'vite';
import { afterEach, describe, expect, it } from 'vitest';
import { BUDGET_KB, initialScriptSizes, totalGzipBytes } from '../../scripts/build/initial-size';
import { serveFolder, type StaticServer } from '../../scripts/serve/static-server';
import { licencesSchema } from '../../src/contract/licences';
import { distFolder } from './built-page';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('npm start', () => {
  const started: ChildProcess[] = [];
  afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));

  function start(port: number): ChildProcess {
    const args = ['--import', 'tsx', 'scripts/serve/start.ts', '--no-open', '--port', `${port}`];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(child);
    return child;
  }

  /** The address that it prints. */
  function addressOf(child: ChildProcess): Promise<string> {
    return new Promise((done, reject) => {
      let output = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const address = /http:\/\/127\.0\.0\.1:\d+\//u.exec(output)?.[0];
        if (address !== undefined) done(address);
      });
      child.on('exit', (code) => reject(new Error(`ended with ${String(code)}: ${output}`)));
    });
  }

  it('prints its address, serves the page there, and ends on Ctrl-C', async () => {
    const child = start(0);
    const address = await addressOf(child);
    expect(await (await fetch(address)).text()).toContain('<title>Edgeward</title>');
    const ended = new Promise((done) => child.removeAllListeners('exit').on('exit', done));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it('takes the next free port when its own is in use', async () => {
    const address = await addressOf(start(0));
    const port = Number(new URL(address).port);
    const second = await addressOf(start(port));
    expect(Number(new URL(second).port)).toBeGreaterThan(port);
  });
});

describe('the built page', () => {
  let server: StaticServer | undefined;
  afterEach(() => server?.close());

  it(`loads at most ${BUDGET_KB} kB of JavaScript before any model, gzip`, async () => {
    const totalBytes = totalGzipBytes(await initialScriptSizes(distFolder));
    expect(totalBytes).toBeGreaterThan(10_000);
    expect(totalBytes).toBeLessThanOrEqual(BUDGET_KB * 1000);
  });

  it('answers 404 for a missing model, runtime file, sample and case', async () => {
    server = await serveFolder({ folder: distFolder });
    for (const path of ['models/none/manifest.json', 'ort/none.wasm', 'samples/none.webp', 'cases/none/pack.json']) {
      expect((await fetch(server.url + path)).status).toBe(404);
    }
    expect((await fetch(`${server.url}models/index.json`)).status).toBe(200);
  });

  it('names every package that is bundled in its list of licences', async () => {
    const listed = v.parse(licencesSchema, JSON.parse(await readFile(join(distFolder, 'licences.json'), 'utf8')));
    const names = new Set(listed.entries.map(({ name }) => name));
    const bundled = await bundledPackages(join(distFolder, 'assets'));
    expect(bundled.size).toBeGreaterThan(5);
    expect([...bundled].filter((name) => !names.has(name))).toEqual([]);
  });
});

/** Packages that the bundles' source maps name. */
async function bundledPackages(folder: string): Promise<Set<string>> {
  const maps = (await readdir(folder)).filter((name) => name.endsWith('.map'));
  const texts = await Promise.all(maps.map((name) => readFile(join(folder, name), 'utf8')));
  const sources = texts.flatMap(
    (text) => v.parse(v.object({ sources: v.array(v.string()) }), JSON.parse(text)).sources,
  );
  const names = sources.map((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(source)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}

describe('the development server', () => {
  let server: ViteDevServer | undefined;
  afterEach(() => server?.close());

  it('isolates, answers 404 for missing data, and serves the runtime and an index of cases', async () => {
    server = await createServer({ root, server: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
    await server.listen();
    const url = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0] ?? '';
    const page = await fetch(url);
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    const html = await page.text();
    expect(html).toContain("connect-src 'self' ws:");
    for (const path of ['models/none.json', 'ort/none.wasm', 'samples/none.webp', 'cases/none/pack.json']) {
      expect((await fetch(url + path)).status).toBe(404);
    }
    const runtime = await fetch(`${url}ort/ort-wasm-simd-threaded.wasm`);
    expect(runtime.headers.get('content-type')).toBe('application/wasm');
    expect(await (await fetch(`${url}cases/index.json`)).json()).toMatchObject({ format: 'case-index/1' });
  });
});
