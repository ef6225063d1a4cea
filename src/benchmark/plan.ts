import type { BenchmarkCell, BenchmarkPlan, BenchmarkRecord } from '../contract/benchmark-record';
import type { Configuration, Device, Dtype } from '../contract/inference-api';
import { configurationKey } from './configuration-label';

export interface MatrixChoice {
  modelIds: readonly string[];
  dtypes: readonly Dtype[];
  devices: readonly Device[];
  /** WASM thread counts to compare; empty leaves the count to the worker. Does not multiply WebGPU cells. */
  threads: readonly number[];
}

/** Enough for quartiles; three fresh workers a cell, so that load has a spread too. */
export const DEFAULT_REPETITIONS = { rounds: 3, runsPerRound: 4, warmupRuns: 1, forcedTokenCount: 32 } as const;

/** All cells of a matrix: model by model, device by device, in the order of the precisions given. */
export function crossConfigurations(choice: MatrixChoice): Configuration[] {
  return choice.modelIds.flatMap((modelId) =>
    choice.devices.flatMap((device) => {
      const threads = device === 'wasm' && choice.threads.length > 0 ? choice.threads : [undefined];
      return threads.flatMap((count) =>
        choice.dtypes.map((dtype) => ({ modelId, dtype, device, ...(count === undefined ? {} : { threads: count }) })),
      );
    }),
  );
}

/** One stay of a fresh worker in a cell: load, warm up, then `runsPerRound` counted runs. */
export interface Visit {
  round: number;
  cellIndex: number;
}

/**
 * Order in which cells are visited. Every round visits each cell once; rounds go forwards and backwards in turn, so that a
 * laptop which slows down as it heats up doesn't punish the last cell, and drift cancels over two rounds.
 */
export function scheduleVisits(plan: Pick<BenchmarkPlan, 'configurations' | 'rounds'>): Visit[] {
  const forwards = [...plan.configurations.keys()];
  return Array.from({ length: plan.rounds }, (_, round) => {
    const order = round % 2 === 0 ? forwards : [...forwards].reverse();
    return order.map((cellIndex) => ({ round, cellIndex }));
  }).flat();
}

/** Visits that an interrupted record still lacks. A visit that was under way is done again from its start. */
export function remainingVisits(record: BenchmarkRecord): Visit[] {
  const { plan } = record;
  if (plan === undefined) return [];
  return scheduleVisits(plan).filter(({ round, cellIndex }) => {
    const cell = record.cells[cellIndex];
    if (cell === undefined || cell.status === 'crashed' || cell.status === 'unsupported') return false;
    return cell.runs.filter((run) => run.round === round).length < plan.runsPerRound;
  });
}

export function emptyCell(configuration: Configuration): BenchmarkCell {
  return { configuration, status: 'waiting', loads: [], coldRuns: [], runs: [], hiddenRepeats: 0 };
}

/** Expected milliseconds of one load and of one run of a configuration. */
export interface Cost {
  loadMs: number;
  runMs: number;
}

/**
 * What a configuration costs by what this device has measured before, else by `guess`.
 * @param known cells that were measured here, the newest first
 */
export function costOf(
  configuration: Configuration,
  plan: BenchmarkPlan,
  known: readonly BenchmarkCell[],
  guess: (configuration: Configuration) => Cost,
): Cost {
  return measuredCost(configuration, plan, known) ?? guess(configuration);
}

/** How long the visits will take. */
export function estimateDurationMs(
  plan: BenchmarkPlan,
  visits: readonly Visit[],
  cost: (configuration: Configuration) => Cost,
): number {
  return visits.reduce((sum, { cellIndex }) => {
    const configuration = plan.configurations[cellIndex];
    if (configuration === undefined) return sum;
    const { loadMs, runMs } = cost(configuration);
    return sum + loadMs + (plan.warmupRuns + plan.runsPerRound) * runMs;
  }, 0);
}

/**
 * How long the comparison with fp32 will take: fp32 speaks freely on WASM, and on the GPU where a cell is measured there;
 * then each configuration is made to say the same.
 */
export function estimateComparisonMs(
  plan: BenchmarkPlan,
  configurations: readonly Configuration[],
  cost: (configuration: Configuration) => Cost,
): number {
  if (plan.comparesTokens !== true || configurations.length < 2) return 0;
  const prompts = plan.images.length * (plan.prompt.kind === 'question' ? 2 : 1);
  const stay = (configuration: Configuration, runs: number) =>
    cost(configuration).loadMs + runs * cost(configuration).runMs;
  const spoken = new Map(
    configurations.map(({ modelId, device }) => [`${modelId} ${device}`, { modelId, device, dtype: 'fp32' as const }]),
  );
  const references = [...spoken.values()].reduce((sum, reference) => sum + stay(reference, prompts), 0);
  return configurations
    .filter(({ dtype, device }) => dtype !== 'fp32' || device !== 'wasm')
    .reduce((sum, entry) => sum + stay(entry, prompts * (entry.device === 'wasm' ? 1 : 2)), references);
}

function measuredCost(
  configuration: Configuration,
  plan: BenchmarkPlan,
  known: readonly BenchmarkCell[],
): Cost | undefined {
  const cell = known.find((entry) => configurationKey(entry.configuration) === configurationKey(configuration));
  const load = cell?.loads.at(-1);
  const run = cell?.runs.at(-1) ?? cell?.coldRuns.at(-1);
  if (load === undefined || run === undefined) return undefined;
  const perTokenMs = run.generatedTokenCount > 0 ? run.decodeMs / run.generatedTokenCount : 0;
  return { loadMs: load.totalMs, runMs: run.totalMs - run.decodeMs + perTokenMs * plan.forcedTokenCount };
}

/** Rough first guess from the size of the weights, for a laptop of 2020; corrected by the first cells that finish. */
export function guessCost(weightBytes: number, forcedTokenCount: number): Cost {
  const weightMb = weightBytes / 1e6;
  return { loadMs: 600 + 15 * weightMb, runMs: 80 + 5 * weightMb + forcedTokenCount * (2 + 0.25 * weightMb) };
}
