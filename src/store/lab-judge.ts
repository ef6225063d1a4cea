import { createStore } from 'zustand/vanilla';
import { evaluatePack } from '../benchmark/evaluate-pack';
import type { InferencePort } from '../benchmark/inference-port';
import { createPauseGate } from '../benchmark/pause-gate';
import type { BenchmarkRecord, Judgement } from '../contract/benchmark-record';
import { fail, succeed, type Result } from '../contract/failure';
import type { RgbImage } from '../contract/inference-api';
import type { CatalogueStore } from './catalogue';
import { isComplete, judgementOf, withJudgement, type JudgeRequest } from './judge-request';
import { isJudging, type Judging, type JudgeTurn } from './judging-state';
import { withoutEnd, type LabResults } from './lab-results';
import { startRecord } from './lab-start-record';

export interface LabJudgeParts {
  catalogue: Pick<CatalogueStore, 'store'>;
  results: LabResults;
  createClient: () => InferencePort;
  /** An abort is answered at once with `cancelled`. */
  decode: (blob: Blob, name: string, signal: AbortSignal) => Promise<Result<RgbImage>>;
  measureMemory?: () => Promise<number | undefined>;
  page: { version: string; commit?: string };
  now: () => Date;
}

/** Answers are kept this often, so that a reload loses little. */
const KEEP_EVERY_MS = 5000;

/** Asks one configuration after the other all questions of a pack. Goes on where an interrupted judgement ended. */
export function createLabJudge(parts: LabJudgeParts) {
  const store = createStore<Judging>(() => ({ kind: 'idle' }));
  const set = (state: Judging) => store.setState(state, true);
  let gate = createPauseGate();
  let stopping = new AbortController();

  async function start(request: JudgeRequest): Promise<void> {
    if (isJudging(store.getState())) return;
    gate = createPauseGate();
    stopping = new AbortController();
    const { configurations } = request;
    const first = configurations[0];
    if (first === undefined) return;
    set({ kind: 'loading', turn: { configuration: first, position: 0, total: configurations.length } });
    let record = await recordFor(request);
    if (record === undefined) {
      set({ kind: 'idle' });
      return;
    }
    let failed: Judging | undefined;
    for (const [position, configuration] of configurations.entries()) {
      if (stopping.signal.aborted) break;
      const begun = judgementOf(record, configuration, request);
      if (isComplete(begun, request)) continue;
      const turn = { configuration, position, total: configurations.length };
      const judged = await judge(request, turn, begun, record);
      if (!judged.ok) {
        if (judged.failure.code === 'cancelled') break;
        // The others are asked all the same.
        failed ??= { kind: 'failed', failure: judged.failure, configuration };
        continue;
      }
      record = withJudgement(record, judged.value);
      await parts.results.keep(record);
      parts.results.add(record);
    }
    const finished = { ...record, finishedAt: parts.now().toISOString() };
    await parts.results.keep(finished);
    set(failed ?? { kind: 'idle' });
  }

  async function recordFor({ into, pack, name }: JudgeRequest): Promise<BenchmarkRecord | undefined> {
    if (into?.judgements.every((judgement) => judgement.pack.id === pack.pack.id) === true) return into;
    const catalogue = parts.catalogue.store.getState();
    if (catalogue.kind !== 'ready') return undefined;
    const record = await startRecord(parts, catalogue, undefined, name);
    parts.results.own.add(record.id);
    return record;
  }

  async function judge(
    request: JudgeRequest,
    turn: JudgeTurn,
    begun: Judgement,
    record: BenchmarkRecord,
  ): Promise<Result<Judgement>> {
    set({ kind: 'loading', turn });
    const { signal } = stopping;
    const client = parts.createClient();
    const end = () => client.dispose();
    signal.addEventListener('abort', end);
    try {
      const loaded = await client.load(turn.configuration);
      if (signal.aborted) return fail({ code: 'cancelled' });
      if (!loaded.ok) return loaded;
      set({ kind: 'asking', turn, isPaused: gate.paused });
      let keptAtMs = performance.now();
      const judgement = await evaluatePack({
        ...parts,
        pack: request.pack.pack,
        source: request.pack.source,
        judgement: { ...begun, runtime: loaded.value.runtime },
        clients: [client],
        decode: (blob, name) => parts.decode(blob, name, signal),
        gate,
        signal,
        onProgress: ({ judgement: snapshot, ...progress }) => {
          const answerCount = snapshot.answers.length;
          set({ kind: 'asking', turn, isPaused: gate.paused, progress: { ...progress, answerCount } });
          if (performance.now() - keptAtMs < KEEP_EVERY_MS) return;
          keptAtMs = performance.now();
          // The snapshot's lists go on growing; a kept result must not.
          const copy = { ...snapshot, answers: [...snapshot.answers], skipped: [...snapshot.skipped] };
          void parts.results.checkpoint(withJudgement(withoutEnd(record), copy));
        },
      });
      return succeed(judgement);
    } finally {
      signal.removeEventListener('abort', end);
      client.dispose();
    }
  }

  function setPaused(isPaused: boolean): void {
    if (isPaused) gate.pause();
    else gate.resume();
    const state = store.getState();
    if (state.kind === 'asking') set({ ...state, isPaused });
  }

  return {
    store,
    start,
    pause: () => setPaused(true),
    resume: () => setPaused(false),
    stop: () => stopping.abort(),
    dismiss: () => {
      if (store.getState().kind === 'failed') set({ kind: 'idle' });
    },
  };
}

export type LabJudge = ReturnType<typeof createLabJudge>;
