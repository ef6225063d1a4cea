import { LOAD_STAGES, RUN_STAGES, type LoadStage, type RunStage } from '../../../benchmark/cell-summary';
import type { ResultRow } from '../../../benchmark/result-rows';
import type { EChartsCoreOption } from 'echarts/core';
import { formatMs } from '../../format';
import { decalled, labelAxis, LEGEND, TEXT_STYLE, TOOLTIP, VALUE_AXIS } from './chart-style';
import { rowLabel } from '../../../benchmark/row-label';

export type StageGroup = 'runs' | 'loads';

export const STAGE_NAMES: Record<RunStage | LoadStage, string> = {
  preprocessMs: 'preprocess',
  visionEncodeMs: 'vision encode',
  prefillMs: 'prefill',
  decodeMs: 'decode',
  fetchMs: 'fetch',
  hashMs: 'hash',
  sessionMs: 'session creation',
  warmupMs: 'first (cold) run',
};

const COLOURS = ['var(--stage-preprocess)', 'var(--stage-encode)', 'var(--stage-prefill)', 'var(--stage-decode)'];

export function stagesOf(group: StageGroup): readonly (RunStage | LoadStage)[] {
  return group === 'runs' ? RUN_STAGES : LOAD_STAGES;
}

/** Median of one stage; undefined where it was not measured. */
export function stageMedianMs(row: ResultRow, stage: RunStage | LoadStage): number | undefined {
  const runs: Partial<Record<string, { median: number }>> = row.summary?.runs ?? {};
  const loads: Partial<Record<string, { median: number }>> = row.summary?.loads ?? {};
  return (runs[stage] ?? loads[stage])?.median;
}

/** One bar for each configuration, made of the medians of its stages in the order in which they happen. */
export function stageOption(rows: readonly ResultRow[], group: StageGroup): EChartsCoreOption {
  const series = stagesOf(group).map((stage, position) => ({
    type: 'bar',
    name: STAGE_NAMES[stage],
    stack: 'stages',
    barMaxWidth: 20,
    itemStyle: { color: COLOURS[position] },
    emphasis: { disabled: true },
    data: rows.map((row) => stageMedianMs(row, stage) ?? '-'),
  }));
  return {
    ...decalled,
    animation: false,
    textStyle: TEXT_STYLE,
    grid: { left: 8, right: 24, top: 34, bottom: 34, containLabel: true },
    legend: LEGEND,
    tooltip: {
      ...TOOLTIP,
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { opacity: 0.15 } },
      valueFormatter,
    },
    xAxis: { ...VALUE_AXIS, name: 'median, ms', nameGap: 26 },
    yAxis: labelAxis(rows.map((row) => `${rowLabel(row, rows)}\n${totalOf(row, group)}`)),
    series,
  };
}

/** Not `VALUE_AXIS`'s plain number: a unit, always. */
function valueFormatter(value: unknown): string {
  return typeof value === 'number' ? formatMs(value) : 'not measured';
}

function totalOf(row: ResultRow, group: StageGroup): string {
  const total = row.summary?.[group].totalMs;
  return total === undefined ? 'not measured' : `total ${formatMs(total.median)}`;
}
