import { countThreads } from '../../src/benchmark/count-threads.ts';
import { formatMs, formatRatio } from '../../src/benchmark/format-figures.ts';
import { summarise } from '../../src/benchmark/statistics.ts';
import type { BenchmarkCell, BenchmarkRecord, Yardstick } from '../../src/contract/benchmark-record.ts';
import { describeFailure } from './describe-failure.ts';

const STAGES = [
  ['vision encode', 'visionEncodeMs'],
  ['prefill', 'prefillMs'],
  ['decode', 'decodeMs'],
  ['total', 'totalMs'],
] as const;

/** Browser against native, stage by stage: medians of the same run, and how many times as long the browser takes. */
export function describeYardsticks(record: BenchmarkRecord): string {
  const lines = (record.yardsticks ?? []).flatMap((yardstick) => {
    const heading = `${yardstick.modelId} ${yardstick.dtype}, ${countThreads([yardstick.threads])}`;
    if (yardstick.failure !== undefined) return [`${heading}: ${describeFailure(yardstick.failure)}`];
    const cell = record.cells.find((entry) => belongs(entry, yardstick));
    return cell === undefined ? [] : [heading, ...compareStages(cell, yardstick)];
  });
  return ['Chromium WASM against onnxruntime-node, same files, same threads, visits in turn', ...lines].join('\n');
}

function belongs({ configuration, runtime }: BenchmarkCell, yardstick: Yardstick): boolean {
  const { modelId, dtype, threads } = yardstick;
  const sameModel = configuration.modelId === modelId && configuration.dtype === dtype;
  return sameModel && configuration.device === 'wasm' && runtime?.threads === threads;
}

function compareStages(cell: BenchmarkCell, yardstick: Yardstick): string[] {
  return STAGES.flatMap(([name, stage]) => {
    const browser = medianOf(cell.runs.map((run) => run[stage]));
    const native = medianOf(yardstick.runs.map((run) => run[stage]));
    if (browser === undefined || native === undefined || native === 0) return [];
    const ratio = `${formatRatio(browser / native)} times`;
    return [`  ${name.padEnd(14)} ${formatMs(browser).padStart(9)} ${formatMs(native).padStart(9)}   ${ratio}`];
  });
}

function medianOf(values: readonly (number | undefined)[]): number | undefined {
  return summarise(values.filter((value) => value !== undefined))?.median;
}
