import type { EChartsCoreOption } from 'echarts/core';
import type { ResultRow } from '../../../benchmark/result-rows';
import type { Summary } from '../../../benchmark/statistics';
import { formatMs } from '../../format';
import { INK, labelAxis, TEXT_STYLE, TOOLTIP, VALUE_AXIS } from './chart-style';
import { rowLabel } from '../../../benchmark/row-label';

export const LATENCY_METRICS = [
  { name: 'totalMs', title: 'whole answer' },
  { name: 'firstTokenMs', title: 'first token' },
  { name: 'tokenGapMs', title: 'each further token' },
  { name: 'loadMs', title: 'load' },
] as const;

export type LatencyMetric = (typeof LATENCY_METRICS)[number]['name'];

/** Every counted sample of one configuration, milliseconds. */
export function latencySamplesMs({ cell }: ResultRow, metric: LatencyMetric): number[] {
  if (cell === undefined) return [];
  switch (metric) {
    case 'tokenGapMs':
      return cell.runs.flatMap((run) => run.tokenGapsMs);
    case 'loadMs':
      return cell.loads.map((load) => load.totalMs);
    case 'totalMs':
    case 'firstTokenMs':
      return cell.runs.map((run) => run[metric]);
  }
}

export function latencySummary({ summary }: ResultRow, metric: LatencyMetric): Summary | undefined {
  if (metric === 'tokenGapMs') return summary?.tokenGapMs;
  return metric === 'loadMs' ? summary?.loads.totalMs : summary?.runs[metric];
}

/** A box from the lower to the upper quartile with the median, whiskers to the extremes, and every sample as a dot. */
export function latencyOption(rows: readonly ResultRow[], metric: LatencyMetric): EChartsCoreOption {
  const boxes = rows.map((row) => {
    const summary = latencySummary(row, metric);
    return summary === undefined
      ? ['-', '-', '-', '-', '-']
      : [summary.min, summary.q1, summary.median, summary.q3, summary.max];
  });
  const dots = rows.flatMap((row, position) => latencySamplesMs(row, metric).map((ms) => [ms, position]));
  return {
    animation: false,
    textStyle: TEXT_STYLE,
    grid: { left: 8, right: 24, top: 12, bottom: 34, containLabel: true },
    tooltip: { ...TOOLTIP, trigger: 'item', formatter: (item: TooltipItem) => tooltip(rows, item, metric) },
    xAxis: { ...VALUE_AXIS, name: 'ms', nameGap: 26, scale: true },
    yAxis: labelAxis(rows.map((row) => rowLabel(row, rows))),
    series: [
      {
        type: 'boxplot',
        name: 'quartiles',
        layout: 'vertical',
        boxWidth: [10, 18],
        itemStyle: { color: 'var(--accent-surface)', borderColor: INK.accent, borderWidth: 1.5 },
        emphasis: { disabled: true },
        data: boxes,
      },
      {
        type: 'scatter',
        name: 'samples',
        symbolSize: 5,
        itemStyle: { color: INK.text, opacity: 0.5 },
        emphasis: { disabled: true },
        data: dots,
      },
    ],
  };
}

interface TooltipItem {
  seriesType?: string;
  dataIndex: number;
  value: unknown;
}

function tooltip(rows: readonly ResultRow[], item: TooltipItem, metric: LatencyMetric): string {
  if (item.seriesType === 'scatter') {
    const [ms, position] = Array.isArray(item.value) ? (item.value as unknown[]) : [];
    const row = rows[Number(position)];
    return row === undefined ? '' : `${rowLabel(row, rows)}: ${formatMs(Number(ms))}`;
  }
  const row = rows[item.dataIndex];
  const summary = row && latencySummary(row, metric);
  if (row === undefined || summary === undefined) return '';
  return `${rowLabel(row, rows)}\nmedian ${formatMs(summary.median)}, quartiles ${formatMs(summary.q1)} to ${formatMs(summary.q3)}\np95 ${formatMs(summary.p95)}, ${summary.count} samples`;
}
