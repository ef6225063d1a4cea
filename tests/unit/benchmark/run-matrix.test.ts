import { describe, expect, it } from 'vitest';
import { newRecord } from '../../../src/benchmark/new-record';
import { createPauseGate } from '../../../src/benchmark/pause-gate';
import { remainingVisits } from '../../../src/benchmark/plan';
import { runMatrix, type MatrixPorts, type MatrixRequest } from '../../../src/benchmark/run-matrix';
import type { Visibility } from '../../../src/benchmark/visibility';
import type { BenchmarkPlan, BenchmarkRecord } from '../../../src/contract/benchmark-record';
import { fail, succeed } from '../../../src/contract/failure';
import type { Configuration, Dtype } from '../../../src/contract/inference-api';
import { generated, scriptedPort } from './scripted-port';

const configuration = (dtype: Dtype): Configuration => ({ modelId: 'm', dtype, device: 'wasm' });
const plan: BenchmarkPlan = {
  configurations: [configuration('fp32'), configuration('q8'), configuration('q4')],
  images: [{ id: 'a', title: 'A' }],
  prompt: { kind: 'caption' },
  forcedTokenCount: 2,
  rounds: 2,
  runsPerRound: 2,
  warmupRuns: 1,
};
const start = (change: Partial<BenchmarkPlan> = {}): BenchmarkRecord =>
  newRecord({
    id: 'r',
    name: 'test',
    environment: { browser: { name: 'b', userAgent: 'u' }, crossOriginIsolated: true, page: { version: '0' } },
    models: [],
    plan: { ...plan, ...change },
    now: new Date('2026-11-22T12:00:00Z'),
  });
const pixels = { widthPx: 1, heightPx: 1, data: new Uint8Array([1, 2, 3]) };
const visible: Visibility = { hidden: false, subscribe: () => () => undefined };
const tokens = [
  { id: 1, text: 'a', probability: 1 },
  { id: 2, text: 'b', probability: 1 },
];

function request(record: BenchmarkRecord, more: Partial<MatrixRequest> = {}): MatrixRequest {
  return {
    record,
    images: [pixels],
    gate: createPauseGate(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onRecord: () => undefined,
    ...more,
  };
}
function ports(more: Partial<MatrixPorts> = {}): MatrixPorts {
  return {
    createClient: () => scriptedPort({ generate: () => succeed(generated(tokens)) }),
    visibility: visible,
    now: () => new Date('2026-11-22T13:00:00Z'),
    ...more,
  };
}

describe('running a matrix', () => {
  it('visits all cells forwards, then backwards, each in a fresh worker', async () => {
    const loads: Dtype[] = [];
    let workers = 0;
    let disposed = 0;
    const record = await runMatrix(
      request(start()),
      ports({
        createClient: () => {
          workers += 1;
          return scriptedPort({
            load: ({ dtype }) => {
              loads.push(dtype);
              return fail({ code: 'out-of-memory', detail: 'not this time' });
            },
            onDispose: () => {
              disposed += 1;
            },
          });
        },
      }),
    );
    // A cell that failed in the first round is not tried again in the second.
    expect(loads).toEqual(['fp32', 'q8', 'q4']);
    expect(record.cells.map((cell) => cell.status)).toEqual(['crashed', 'crashed', 'crashed']);
    loads.length = 0;
    const second = await runMatrix(
      request(start()),
      ports({
        createClient: () => {
          workers += 1;
          const client = scriptedPort({ generate: () => succeed(generated(tokens)) });
          return {
            ...client,
            load: (asked) => {
              loads.push(asked.dtype);
              return client.load(asked);
            },
          };
        },
      }),
    );
    expect(loads).toEqual(['fp32', 'q8', 'q4', 'q4', 'q8', 'fp32']);
    expect([workers, disposed]).toEqual([9, 3]);
    expect(second.cells.map((cell) => cell.status)).toEqual(['done', 'done', 'done']);
    expect(second.finishedAt).toBe('2026-11-22T13:00:00.000Z');
  });

  it('counts runs apart from warm-ups and keeps the first run of each worker as cold', async () => {
    let call = 0;
    const record = await runMatrix(
      request(start({ configurations: [configuration('q8')] })),
      ports({
        createClient: () =>
          scriptedPort({
            generate: () => {
              call += 1;
              return succeed(generated(tokens, call * 100));
            },
          }),
      }),
    );
    const cell = record.cells[0];
    expect(cell?.coldRuns.map((run) => run.totalMs)).toEqual([100, 400]);
    expect(cell?.runs.map((run) => run.totalMs)).toEqual([200, 300, 500, 600]);
    expect(cell?.loads.map((load) => load.round)).toEqual([0, 1]);
  });

  it('records a crash and goes on with the other cells', async () => {
    const record = await runMatrix(
      request(start()),
      ports({
        createClient: () =>
          scriptedPort({
            generate: (_, { dtype }) =>
              dtype === 'q8' ? fail({ code: 'worker-died', detail: 'killed' }) : succeed(generated(tokens)),
          }),
      }),
    );
    expect(record.cells.map((cell) => cell.status)).toEqual(['done', 'crashed', 'done']);
    expect(record.cells[1]?.failure).toEqual({ code: 'worker-died', detail: 'killed' });
  });

  it('throws away and repeats a run during which the tab was hidden', async () => {
    let hidden = false;
    const listeners = new Set<() => void>();
    const set = (value: boolean) => {
      hidden = value;
      for (const listener of [...listeners]) listener();
    };
    let call = 0;
    const record = await runMatrix(
      request(start({ configurations: [configuration('q8')], rounds: 1 })),
      ports({
        visibility: {
          get hidden() {
            return hidden;
          },
          subscribe: (listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        },
        createClient: () =>
          scriptedPort({
            generate: async () => {
              call += 1;
              if (call === 2) {
                set(true);
                setTimeout(() => set(false), 5);
                await Promise.resolve();
              }
              return succeed(generated(tokens, call * 100));
            },
          }),
      }),
    );
    expect(record.cells[0]?.hiddenRepeats).toBe(1);
    expect(record.cells[0]?.runs.map((run) => run.totalMs)).toEqual([300, 400]);
    expect(listeners.size).toBe(0);
  });

  it('stops with the finished cells kept, and waits while paused', async () => {
    const controller = new AbortController();
    const gate = createPauseGate();
    gate.pause();
    let calls = 0;
    const running = runMatrix(
      request(start({ rounds: 1 }), { signal: controller.signal, gate }),
      ports({
        createClient: () =>
          scriptedPort({
            generate: (_, { dtype }) => {
              calls += 1;
              if (dtype === 'q8') controller.abort();
              return succeed(generated(tokens));
            },
          }),
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(calls).toBe(0);
    gate.resume();
    const record = await running;
    expect(record.cells.map((cell) => cell.status)).toEqual(['done', 'stopped', 'stopped']);
    expect(calls).toBe(4);
  });

  it('goes on after a reload with the visits that are missing, dropping a half one', async () => {
    const saved: BenchmarkRecord[] = [];
    const controller = new AbortController();
    let interrupted = start();
    let calls = 0;
    await runMatrix(
      request(start(), {
        signal: controller.signal,
        onRecord: (record) => record.finishedAt === undefined && (interrupted = record),
      }),
      ports({
        save: (record) => {
          saved.push(record);
          return Promise.resolve();
        },
        createClient: () =>
          scriptedPort({
            generate: () => {
              calls += 1;
              // Half way through the second visit.
              if (calls === 6) controller.abort();
              return succeed(generated(tokens));
            },
          }),
      }),
    );
    expect(saved).toHaveLength(1);
    expect(interrupted.cells[1]?.runs).toHaveLength(1);
    expect(remainingVisits(interrupted)).toHaveLength(5);
    const finished = await runMatrix(request(interrupted), ports());
    expect(finished.cells.map((cell) => cell.runs.length)).toEqual([4, 4, 4]);
    expect(finished.cells.map((cell) => cell.loads.length)).toEqual([2, 2, 2]);
    expect(finished.cells.map((cell) => cell.status)).toEqual(['done', 'done', 'done']);
  });

  it('goes on through the images from round to round, so that none is left to the warm-up', async () => {
    const images = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id }));
    const record = await runMatrix(
      request(start({ images, configurations: [configuration('q8')] }), { images: images.map(() => pixels) }),
      ports(),
    );
    const [cell] = record.cells;
    expect(cell?.runs.map(({ imageId }) => imageId)).toEqual(['a', 'b', 'c', 'd']);
    expect(cell?.coldRuns.map(({ imageId }) => imageId)).toEqual(['a', 'c']);
  });

  it('gives every run its own image id, so that no features are cached', async () => {
    const ids: string[] = [];
    await runMatrix(
      request(start()),
      ports({
        createClient: () =>
          scriptedPort({
            generate: (asked) => {
              ids.push(asked.imageId);
              return succeed(generated(tokens));
            },
          }),
      }),
    );
    expect(ids).toHaveLength(18);
    expect(new Set(ids).size).toBe(18);
  });
});
