import type { Judgement } from '../contract/benchmark-record';

/** "1 thread", "2 threads", "1 and 2 threads", "1, 2 and 4 threads". @param counts ascending, at least one */
export function countThreads(counts: readonly number[]): string {
  const last = counts.at(-1);
  if (counts.length <= 1) return last === 1 ? '1 thread' : `${last ?? 0} threads`;
  return `${counts.slice(0, -1).join(', ')} and ${last ?? 0} threads`;
}

/**
 * WASM thread counts that a judgement ran with, ascending: several when it was merged from parts that differed, none when
 * they are not known or it ran on WebGPU.
 */
export function threadCountsOf({ runtime, threadCounts }: Pick<Judgement, 'runtime' | 'threadCounts'>): number[] {
  return threadCounts ?? (runtime?.threads === undefined ? [] : [runtime.threads]);
}
