import { MOST_THREADS } from '../contract/configuration';
import type { Configuration, GenerateRequest } from '../contract/inference-api';
import { loadInto, type WorkerAddresses } from './load-into';
import { rememberedThreads, type ThreadMemory } from './remembered-threads';
import { runGeneration } from './run-generation';
import { startWorker } from './worker-handle';

export interface ThreadChoiceOptions extends WorkerAddresses, ThreadMemory {
  createWorker: () => Worker;
  /** Without cross-origin isolation there is one thread, and nothing to choose. */
  isolated: boolean;
}

export interface ThreadChoice {
  /** What was measured here for this model and precision, now or on an earlier visit. */
  known: (configuration: Configuration) => number | undefined;
  /**
   * What is known, or else measured now, which takes some seconds of all cores.
   * @returns undefined when the measurement failed or was stopped, and the worker decides
   */
  measure: ChooseThreads;
}

export type ChooseThreads = (configuration: Configuration, signal: AbortSignal) => Promise<number | undefined>;

/** One more thread has to earn this much: a tie goes to fewer threads, which leave more of the machine to others. */
const WORTHWHILE_GAIN = 0.05;
const MEASURED_RUNS = 2;
const MEASURED_TOKENS = 8;
const BLANK_SIDE_PX = 224;

/**
 * Chooses the number of WASM threads by trying: more threads can be slower, and which number is best depends on the
 * machine and on the precision. Measured once for each model and precision, then remembered.
 */
export function createThreadChoice(options: ThreadChoiceOptions): ThreadChoice {
  const candidates = threadCandidates(options.isolated ? options.cores : 1);
  const remembered = rememberedThreads(options);
  let queue: Promise<unknown> = Promise.resolve();

  const known = (configuration: Configuration): number | undefined =>
    candidates.length === 1 ? candidates[0] : remembered.get(configuration);

  async function measure(configuration: Configuration, signal: AbortSignal): Promise<number | undefined> {
    const before = known(configuration);
    if (before !== undefined) return before;
    const timesMs = new Map<number, number>();
    for (const threads of candidates) {
      const ms = await timeCaption(options, { ...configuration, threads }, signal);
      if (ms === undefined) return undefined;
      timesMs.set(threads, ms);
    }
    const fastest = fastestThreads(timesMs);
    remembered.set(configuration, fastest);
    return fastest;
  }

  return {
    known,
    measure(configuration, signal) {
      // One after another: two at once would slow each other, and the second finds what the first wrote down.
      const turn = queue.then(() => (signal.aborted ? undefined : measure(configuration, signal)));
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** 1, 2 and 4, and all cores where there are three: [1], [1, 2], [1, 2, 3], [1, 2, 4]. */
export function threadCandidates(cores: number): number[] {
  const most = Math.max(1, Math.min(cores, MOST_THREADS));
  return [...new Set([1, Math.min(2, most), most])];
}

/** @param timesMs threads → milliseconds; never empty */
export function fastestThreads(timesMs: ReadonlyMap<number, number>): number {
  const ascending = [...timesMs].toSorted(([a], [b]) => a - b);
  const [best] = ascending.reduce((kept, next) => (next[1] < kept[1] * (1 - WORTHWHILE_GAIN) ? next : kept));
  return best;
}

/** Shortest of a few short captions of a blank image in a worker of their own; undefined when it fails or is stopped. */
async function timeCaption(
  options: ThreadChoiceOptions,
  configuration: Configuration,
  signal: AbortSignal,
): Promise<number | undefined> {
  const handle = startWorker(options.createWorker);
  signal.addEventListener('abort', handle.terminate);
  try {
    const loaded = await loadInto(handle, configuration, options, () => undefined);
    if (!loaded.ok) return undefined;
    let shortestMs = Infinity;
    for (let run = 0; run <= MEASURED_RUNS; run += 1) {
      const { result } = await runGeneration({
        handle,
        request: blankCaption(run),
        onEvent: () => undefined,
        onStage: () => undefined,
        signal,
        stopGraceMs: 0,
      });
      if (!result.ok) return undefined;
      // The first run pays for cold caches.
      if (run > 0) shortestMs = Math.min(shortestMs, result.value.metrics.totalMs);
    }
    return shortestMs;
  } finally {
    signal.removeEventListener('abort', handle.terminate);
    handle.terminate();
  }
}

function blankCaption(run: number): GenerateRequest {
  const data = new Uint8Array(BLANK_SIDE_PX * BLANK_SIDE_PX * 3);
  return {
    imageId: `blank ${run}`,
    image: { widthPx: BLANK_SIDE_PX, heightPx: BLANK_SIDE_PX, data },
    prompt: { kind: 'caption' },
    maxNewTokens: MEASURED_TOKENS,
    forcedTokenCount: MEASURED_TOKENS,
  };
}
