import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchPack, fetchPackIndex } from '../../../src/store/fetch-packs';

const CASE = { id: 'c1', image: 'a.png', source: 's', modality: 'ct', questions: [] };
const FILES: Readonly<Record<string, string>> = {
  '/good.json': JSON.stringify({ format: 'case-pack/1', id: 'p', title: 'P', cases: [CASE] }),
  '/escape.json': JSON.stringify({
    format: 'case-pack/1',
    id: 'p',
    title: 'P',
    cases: [CASE, { ...CASE, id: 'c2', image: '../../secret' }],
  }),
  '/html.json': '<!doctype html>',
  '/index.json': JSON.stringify({ format: 'case-index/1', packs: ['x/pack.json'] }),
};

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const body = FILES[request.url ?? ''];
    response.statusCode = body === undefined ? 404 : 200;
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

describe('fetchPack', () => {
  it('reads a pack that is as the format says', async () => {
    expect(await fetchPack(`${base}/good.json`)).toMatchObject({ ok: true, value: { cases: [{ id: 'c1' }] } });
  });

  it('refuses an image outside of the pack and names the case and the key', async () => {
    expect(await fetchPack(`${base}/escape.json`)).toEqual({
      ok: false,
      failure: {
        code: 'pack-invalid',
        pack: '/escape.json',
        caseId: 'c2',
        key: 'cases.1.image',
        detail: 'must be a path inside the pack',
      },
    });
  });

  it('tells a page that is served in place of a pack from a pack', async () => {
    expect(await fetchPack(`${base}/html.json`)).toMatchObject({ ok: false, failure: { code: 'pack-invalid' } });
  });

  it('gives the status of a pack that is not there', async () => {
    expect(await fetchPack(`${base}/none.json`)).toMatchObject({
      ok: false,
      failure: { code: 'pack-unreachable', pack: '/none.json', status: 404 },
    });
  });
});

describe('fetchPackIndex', () => {
  it('lists the packs that were added', async () => {
    expect(await fetchPackIndex(`${base}/index.json`)).toEqual({ ok: true, value: ['x/pack.json'] });
  });
});
