import type { FinishedRun } from './exchange';

/** How one run compares with an earlier one: above 1 is faster. A stage that one of them lacks is absent. */
export interface RunComparison {
  against: FinishedRun;
  decodeSpeedup?: number;
  firstTokenSpeedup?: number;
  loadSpeedup?: number;
}

/**
 * Compares a run with the latest earlier run of another precision or device, preferring one that answered the same
 * prompt.
 * The time to the first token is compared only when both runs encoded the image or both reused its features: else the
 * ratio would describe the cache, not the precision.
 * @param runs finished runs on one image, oldest first; `run` is among them
 */
export function compareWithPrevious(run: FinishedRun, runs: readonly FinishedRun[]): RunComparison | undefined {
  const earlier = runs.filter((other) => other.id < run.id && configurationOf(other) !== configurationOf(run));
  const against = earlier.findLast((other) => other.exchangeId === run.exchangeId) ?? earlier.at(-1);
  if (against === undefined) return undefined;
  const mine = run.phase.result.metrics;
  const theirs = against.phase.result.metrics;
  const bothSame = (mine.visionEncodeMs === undefined) === (theirs.visionEncodeMs === undefined);
  return {
    against,
    ...ratio('decodeSpeedup', mine.decodeTokensPerSecond, theirs.decodeTokensPerSecond),
    ...ratio('firstTokenSpeedup', bothSame ? theirs.firstTokenMs : undefined, bothSame ? mine.firstTokenMs : undefined),
    ...ratio('loadSpeedup', against.loaded.timings.totalMs, run.loaded.timings.totalMs),
  };
}

function ratio(name: keyof Omit<RunComparison, 'against'>, above: number | undefined, below: number | undefined) {
  return above === undefined || below === undefined || below <= 0 ? {} : { [name]: above / below };
}

function configurationOf(run: FinishedRun): string {
  const { dtype, device, threads } = run.loaded.runtime;
  return `${run.loaded.runtime.modelId} ${dtype} ${device} ${threads ?? ''}`;
}
