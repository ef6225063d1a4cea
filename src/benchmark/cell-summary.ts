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
  /** Our own code around ONNX Runtime: total − preprocessing − session.run, as a share of the total. */
  overheadShare?: Summary;
  /** The same time for each generated token. */
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
    ...present('overheadShare', summarise(runs.map((run) => overheadMs(run) / run.totalMs).filter(Number.isFinite))),
    ...present(
      'overheadPerTokenMs',
      summarise(
        runs.filter((run) => run.generatedTokenCount > 0).map((run) => overheadMs(run) / run.generatedTokenCount),
      ),
    ),
    ...present('memoryBytes', summarise(measured(runs.map((run) => run.memoryBytes)))),
    unsteady: runFigures.totalMs?.unsteady === true || loadFigures.totalMs?.unsteady === true,
  };
}

function overheadMs(run: RunSample): number {
  return Math.max(0, run.totalMs - (run.preprocessMs ?? 0) - run.sessionRunMs);
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
