import { describe, expect, it } from 'vitest';
import type { TextStorage } from '../../../src/contract/text-storage';
import { createInferenceClient, createInferenceWorker } from '../../../src/inference/client';
import { createThreadChoice } from '../../../src/inference/thread-choice';
import { expectOk, MODEL_ID, MODELS_URL, RUNTIME_URL } from './bundled-model';

const configuration = { modelId: MODEL_ID, dtype: 'q8', device: 'wasm' } as const;
const addresses = { modelsUrl: MODELS_URL, runtimeUrl: RUNTIME_URL };

function keptStorage(): TextStorage {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

/** Counts the workers: one for each number of threads that is tried. */
async function choose(storage: TextStorage, signal = new AbortController().signal) {
  let workerCount = 0;
  const createWorker = () => {
    workerCount += 1;
    return createInferenceWorker();
  };
  const machine = { createWorker, cores: 2, isolated: true, machine: 'test' };
  const choice = createThreadChoice({ ...addresses, ...machine, storage });
  const threads = await choice.measure(configuration, signal);
  return { threads, known: choice.known(configuration), workerCount };
}

describe('the number of threads', () => {
  it('is measured once with each candidate and remembered', async () => {
    const storage = keptStorage();
    const first = await choose(storage);
    expect([1, 2]).toContain(first.threads);
    expect(first).toMatchObject({ known: first.threads, workerCount: 2 });
    expect(await choose(storage)).toEqual({ ...first, workerCount: 0 });
  });

  it('stays open when the measurement is stopped', async () => {
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 100);
    const storage = keptStorage();
    expect((await choose(storage, stopping.signal)).threads).toBeUndefined();
    expect(storage.getItem('edgeward-threads-v1')).toBeNull();
  });

  it('is what the client loads with', async () => {
    const client = createInferenceClient({ ...addresses, chooseThreads: () => Promise.resolve(2) });
    try {
      expect(expectOk(await client.load(configuration)).runtime.threads).toBe(2);
      expect(expectOk(await client.load({ ...configuration, threads: 1 })).runtime.threads).toBe(1);
    } finally {
      client.dispose();
    }
  });
});
