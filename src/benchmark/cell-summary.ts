import type { BenchmarkCell, RunSample } from '../contract/benchmark-record';
import { summarise, type Summary } from './statistics';

/** Stages of a run in the order in which they happen. */
export const RUN_STAGES = ['preprocessMs', 'visionEncodeMs', 'prefillMs', 'decodeMs'] as const;
export const LOAD_STAGES = ['fetchMs', 'hashMs', 'sessionMs', 'warmupMs'] as const;
export type RunStage = (typeof RUN_STAGES)[number];
export type LoadStage = (typeof LOAD_STAGES)[number];

/** Figures of one cell over its samples. A figure that no sample has is absent. */
export interface CellSummary {
  runs: Partial<Record<RunStage | 'firstTokenMs' | 'totalMs' | 'decodeTokensPerSecond', Summary>>;
  loads: Partial<Record<LoadStage | 'totalMs', Summary>>;
  coldTotalMs?: Summary;
  /** Gaps between tokens over all runs together. */
  tokenGapMs?: Summary;
  /** Our own code around ONNX Runtime while tokens are decoded: 1 − session.run / decode. */
  overheadShare?: Summary;
  /** The same time for each gap between tokens. */
  overheadPerTokenMs?: Summary;
  memoryBytes?: Summary;
  /** Total or load time spreads over more than a quarter of its median. */
  unsteady: boolean;
}

export function summariseCell(cell: BenchmarkCell): CellSummary {
  const { runs, loads } = cell;
  const runFigures = collect([...RUN_STAGES, 'firstTokenMs', 'totalMs', 'decodeTokensPerSecond'] as const, runs);
  const loadFigures = collect([...LOAD_STAGES, 'totalMs'] as const, loads);
  return {
    runs: runFigures,
    loads: loadFigures,
    ...present('coldTotalMs', summarise(cell.coldRuns.map((run) => run.totalMs))),
    ...present('tokenGapMs', summarise(runs.flatMap((run) => run.tokenGapsMs))),
    ...present('overheadShare', summarise(runs.flatMap((run) => ratio(overheadMs(run), run.decodeMs)))),
    ...present(
      'overheadPerTokenMs',
      summarise(runs.flatMap((run) => ratio(overheadMs(run), run.generatedTokenCount - 1))),
    ),
    ...present('memoryBytes', summarise(measured(runs.map((run) => run.memoryBytes)))),
    unsteady: runFigures.totalMs?.unsteady === true || loadFigures.totalMs?.unsteady === true,
  };
}

/** Unknown in results of versions that did not measure it. */
function overheadMs({ decodeMs, decodeSessionRunMs }: RunSample): number | undefined {
  return decodeSessionRunMs === undefined ? undefined : Math.max(0, decodeMs - decodeSessionRunMs);
}

function ratio(part: number | undefined, whole: number): number[] {
  return part === undefined || whole <= 0 ? [] : [part / whole];
}

function measured(values: readonly (number | undefined)[]): number[] {
  return values.filter((value) => value !== undefined);
}

function collect<Key extends string>(
  keys: readonly Key[],
  samples: readonly Partial<Record<Key, number>>[],
): Partial<Record<Key, Summary>> {
  const figures: Partial<Record<Key, Summary>> = {};
  for (const key of keys) {
    const summary = summarise(measured(samples.map((sample) => sample[key])));
    if (summary !== undefined) figures[key] = summary;
  }
  return figures;
}

function present<Key extends string>(key: Key, summary: Summary | undefined): Partial<Record<Key, Summary>> {
  const figure: Partial<Record<Key, Summary>> = {};
  if (summary !== undefined) figure[key] = summary;
  return figure;
}
