import { useMemo, useState } from 'react';
import type { ResultRow } from '../../../benchmark/result-rows';
import { formatMs, formatPercent } from '../../format';
import { rowsHeightPx } from './chart-style';
import { Choice } from './choice';
import { DataTable, type DataColumn } from './data-table';
import { FigureFrame } from './figure-frame';
import { LATENCY_METRICS, latencyOption, latencySummary, type LatencyMetric } from './latency-option';
import { rowLabel } from '../../../benchmark/row-label';

/** How steady the times are: every counted sample, not only its median. */
export function LatencyFigure({ rows }: { rows: readonly ResultRow[] }) {
  const [metric, setMetric] = useState<LatencyMetric>('totalMs');
  const measured = useMemo(() => rows.filter((row) => latencySummary(row, metric) !== undefined), [rows, metric]);
  const option = useMemo(() => latencyOption(measured, metric), [measured, metric]);
  const columns = useMemo(() => latencyColumns(rows, metric), [rows, metric]);
  const title = LATENCY_METRICS.find(({ name }) => name === metric)?.title ?? '';
  return (
    <FigureFrame
      title={`Distribution: ${title}`}
      note="Each dot is one sample; the box holds the middle half with the median, the whiskers reach the extremes."
      controls={<Choice label="Time of" options={LATENCY_METRICS} value={metric} onChange={setMetric} />}
      chart={{
        option,
        heightPx: rowsHeightPx(measured.length, 58),
        description: `Box plots of the time of ${title} for ${measured.length} configurations; the table below holds the figures.`,
      }}
      table={
        <DataTable label={`Distribution of ${title}`} columns={columns} rows={measured} rowKey={({ key }) => key} />
      }
    />
  );
}

function latencyColumns(rows: readonly ResultRow[], metric: LatencyMetric): DataColumn<ResultRow>[] {
  const ms = (title: string, key: 'median' | 'q1' | 'q3' | 'p95' | 'min' | 'max'): DataColumn<ResultRow> => ({
    id: key,
    title,
    isNumber: true,
    cell: (row) => {
      const summary = latencySummary(row, metric);
      return summary === undefined ? '' : formatMs(summary[key]);
    },
    sortBy: (row) => latencySummary(row, metric)?.[key],
  });
  return [
    {
      id: 'configuration',
      title: 'Configuration',
      cell: (row) => rowLabel(row, rows),
      sortBy: (row) => rowLabel(row, rows),
    },
    {
      id: 'count',
      title: 'Samples',
      isNumber: true,
      cell: (row) => latencySummary(row, metric)?.count,
      sortBy: (row) => latencySummary(row, metric)?.count,
    },
    ms('Median', 'median'),
    { id: 'interval', title: '95% interval of the median', isNumber: true, cell: (row) => intervalOf(row, metric) },
    ms('Lower quartile', 'q1'),
    ms('Upper quartile', 'q3'),
    {
      id: 'spread',
      title: 'Spread',
      isNumber: true,
      cell: (row) => {
        const summary = latencySummary(row, metric);
        if (summary?.spread === undefined) return '';
        return `${formatPercent(summary.spread)}${summary.unsteady ? ' ⚠ unsteady' : ''}`;
      },
      sortBy: (row) => latencySummary(row, metric)?.spread,
    },
    ms('p95', 'p95'),
    ms('Least', 'min'),
    ms('Most', 'max'),
  ];
}

function intervalOf(row: ResultRow, metric: LatencyMetric): string {
  const interval = latencySummary(row, metric)?.interval;
  return interval === undefined ? 'too few samples' : `${formatMs(interval.low)} to ${formatMs(interval.high)}`;
}
