import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../../src/contract/failure';
import { fetchVerifiedFiles } from '../../../src/models/fetch-files';
import { MODEL_CACHE, openModelStore } from '../../../src/models/model-store';
import { sha256Hex } from '../../../src/models/sha256';
import { fetchManifest, filesOfPrecision } from '../../../src/models/registry';
import { createInferenceClient, type WorkerState } from '../../../src/inference/client';
import { alteredModelsUrl, expectOk, MODEL_ID, MODELS_URL, onWasm, RUNTIME_URL } from './bundled-model';

const GRAPH = 'onnx/decoder_model_merged_quantized.onnx';

async function loadFrom(modelsUrl: string, runtimeUrl = RUNTIME_URL) {
  const client = createInferenceClient({ modelsUrl, runtimeUrl });
  const states: WorkerState[] = [];
  client.subscribe((state) => states.push(state));
  const result = await client.load(onWasm('q8'));
  const { state } = client;
  client.dispose();
  return { result, state, states };
}

async function failureFrom(alteration: string): Promise<Failure> {
  const { result, state } = await loadFrom(alteredModelsUrl(alteration));
  if (result.ok) throw new Error('loaded although it must not');
  expect(state).toMatchObject({ kind: 'failed', failure: result.failure });
  return result.failure;
}

describe('model files that are not what the manifest lists', () => {
  it('names a truncated file and both lengths', async () => {
    const failure = await failureFrom('truncated');
    expect(failure).toMatchObject({ code: 'model-corrupt', file: GRAPH });
    if (failure.code !== 'model-corrupt') throw new Error('unreachable');
    expect(failure.actualBytes).toBe(Math.floor(failure.expectedBytes / 2));
    expect(failure).not.toHaveProperty('actualSha256');
  });

  it('names a file in which one bit differs, and both hashes', async () => {
    const failure = await failureFrom('altered');
    if (failure.code !== 'model-corrupt') throw new Error(failure.code);
    expect(failure).toMatchObject({ file: GRAPH, actualBytes: failure.expectedBytes });
    expect(failure.actualSha256).toMatch(/^[0-9a-f]{64}$/u);
    expect(failure.actualSha256).not.toBe(failure.expectedSha256);
  });

  it('refuses a file that is longer than listed', async () => {
    expect(await failureFrom('lengthened')).toMatchObject({ code: 'model-corrupt', file: GRAPH });
  });

  it('names a missing file', async () => {
    expect(await failureFrom('missing-tokenizer')).toEqual({
      code: 'model-missing',
      file: 'tokenizer.json',
      status: 404,
    });
  });

  it.each([
    ['web-page-for-manifest', 'manifest.json'],
    ['web-page-for-tokenizer', 'tokenizer.json'],
  ])('recognises a web page sent in place of a file (%s)', async (alteration, file) => {
    const failure = await failureFrom(alteration);
    expect(failure.code).toBe('model-invalid');
    expect(JSON.stringify(failure)).toContain(file);
    expect(JSON.stringify(failure)).toContain('web page');
  });

  it('reports a session that ONNX Runtime cannot create', async () => {
    expect(await failureFrom('no-graph')).toMatchObject({ code: 'session-failed', device: 'wasm', dtype: 'q8' });
  });

  it('reports a runtime that is not there', async () => {
    const { result } = await loadFrom(MODELS_URL, new URL('/ort-missing/', location.href).href);
    expect(result).toMatchObject({ ok: false, failure: { code: 'session-failed' } });
  });

  it('reports a model that is not there', async () => {
    const client = createInferenceClient({ modelsUrl: MODELS_URL, runtimeUrl: RUNTIME_URL });
    const result = await client.load({ ...onWasm('q8'), modelId: 'no-such-model' });
    client.dispose();
    expect(result).toMatchObject({ ok: false, failure: { code: 'model-missing', status: 404 } });
  });
});

describe('browser storage for model files', () => {
  beforeEach(async () => {
    await caches.delete(MODEL_CACHE);
  });
  afterEach(() => vi.restoreAllMocks());

  const openStore = async () => {
    const manifest = expectOk(await fetchManifest(MODELS_URL, MODEL_ID));
    return { manifest, store: openModelStore(MODELS_URL, manifest) };
  };

  it('counts the bytes of all files up to the manifest total, then loads without the network', async () => {
    const first = await loadFrom(MODELS_URL);
    const { manifest, store } = await openStore();
    const totalBytes = filesOfPrecision(manifest, 'q8').reduce((sum, file) => sum + file.bytes, 0);
    const counted = first.states.flatMap((state) =>
      state.kind === 'loading' && state.event?.kind === 'fetching' ? [state.event] : [],
    );
    expect(counted.at(-1)).toMatchObject({ loadedBytes: totalBytes, totalBytes });
    expect(expectOk(first.result).timings.fromStorage).toBe(false);
    expect(await store.has('q8')).toBe(true);
    expect(await store.has('fp32')).toBe(false);
    expect(await store.storedBytes('q8')).toBe(totalBytes);
    expect(expectOk((await loadFrom(MODELS_URL)).result).timings.fromStorage).toBe(true);
  });

  it('fetches a stored file again whose bytes have gone bad', async () => {
    await loadFrom(MODELS_URL);
    const { manifest, store } = await openStore();
    const graph = manifest.files.find(({ path }) => path === GRAPH);
    if (graph === undefined) throw new Error('no graph');
    expectOk(await store.put(graph, new Uint8Array(graph.bytes)));

    expect(expectOk((await loadFrom(MODELS_URL)).result).timings.fromStorage).toBe(false);
    expect(await sha256Hex((await store.read(graph)) ?? new Uint8Array())).toBe(graph.sha256);
  });

  it('forgets a precision and, with the last one, the files that precisions share', async () => {
    await loadFrom(MODELS_URL);
    const { store } = await openStore();
    await store.removePrecision('q8');
    expect(await store.storedBytes('q8')).toBe(0);
    expect(await (await caches.open(MODEL_CACHE)).keys()).toEqual([]);
  });

  it('goes on from memory when storage is full, and says so', async () => {
    // The browser's quota can't be filled in a test; only its refusal is played.
    vi.spyOn(Cache.prototype, 'put').mockRejectedValue(new DOMException('Quota exceeded.', 'QuotaExceededError'));
    const { manifest, store } = await openStore();
    const fetched = expectOk(await fetchVerifiedFiles({ modelsUrl: MODELS_URL, manifest, dtype: 'q8', store }));
    expect(fetched.files.get(GRAPH)?.byteLength).toBeGreaterThan(0);
    expect(await fetched.stored).toMatchObject({ ok: false, failure: { code: 'storage-full' } });
  });

  it('stops fetching when asked', async () => {
    const manifest = expectOk(await fetchManifest(alteredModelsUrl('slow'), MODEL_ID));
    const modelsUrl = alteredModelsUrl('slow');
    const controller = new AbortController();
    const result = await fetchVerifiedFiles({
      modelsUrl,
      manifest,
      dtype: 'q8',
      store: openModelStore(modelsUrl, manifest),
      onEvent: ({ kind }) => kind === 'fetching' && controller.abort(),
      signal: controller.signal,
    });
    expect(result).toEqual({ ok: false, failure: { code: 'cancelled' } });
  });
});
