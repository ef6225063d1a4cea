import type { Configuration } from '../contract/inference-api';
import type { TextStorage } from '../contract/text-storage';

const KEY = 'edgeward-threads-v1';

export interface ThreadMemory {
  /** Logical processors: more threads than these are not believed. */
  cores: number;
  /** Changes when the browser or the machine does: what was measured then counts no more. */
  machine: string;
  /** Absent: remembered for this visit only. */
  storage?: TextStorage;
}

export interface RememberedThreads {
  get: (configuration: Configuration) => number | undefined;
  set: (configuration: Configuration, threads: number) => void;
}

/** The number of threads that was the fastest for each model and precision, through visits to the page. */
export function rememberedThreads(memory: ThreadMemory): RememberedThreads {
  const measured = readMeasured(memory);
  return {
    get: (configuration) => measured.get(keyOf(configuration)),
    set(configuration, threads) {
      measured.set(keyOf(configuration), threads);
      writeMeasured(memory, measured);
    },
  };
}

function keyOf({ modelId, dtype }: Configuration): string {
  return `${modelId} ${dtype}`;
}

function readMeasured({ storage, machine, cores }: ThreadMemory): Map<string, number> {
  try {
    const stored = JSON.parse(storage?.getItem(KEY) ?? '{}') as { machine?: unknown; threads?: unknown };
    if (stored.machine !== machine || typeof stored.threads !== 'object' || stored.threads === null) return new Map();
    const usable = (count: unknown): count is number =>
      Number.isInteger(count) && Number(count) >= 1 && Number(count) <= cores;
    return new Map(Object.entries(stored.threads).filter((entry): entry is [string, number] => usable(entry[1])));
  } catch (error) {
    console.warn('Measured thread counts are unreadable and are measured again:', error);
    return new Map();
  }
}

function writeMeasured({ storage, machine }: ThreadMemory, measured: ReadonlyMap<string, number>): void {
  try {
    storage?.setItem(KEY, JSON.stringify({ machine, threads: Object.fromEntries(measured) }));
  } catch (error) {
    console.warn('Measured thread counts are not remembered:', error);
  }
}
