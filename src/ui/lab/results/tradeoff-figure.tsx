import { useMemo } from 'react';
import type { ResultRow } from '../../../benchmark/result-rows';
import { formatBytes, formatEstimate, formatMs } from '../../format';
import { labAddress } from '../lab-route';
import { DataTable, type DataColumn } from './data-table';
import { FigureFrame } from './figure-frame';
import { rowLabel } from '../../../benchmark/row-label';
import {
  accuracyKind,
  standingsOf,
  tradeoffOption,
  tradeoffPoints,
  type Standing,
  type TradeoffPoint,
} from './tradeoff-option';

/** What the time buys: accuracy against latency, with size as area. */
export function TradeoffFigure({ rows }: { rows: readonly ResultRow[] }) {
  const points = useMemo(() => tradeoffPoints(rows), [rows]);
  const option = useMemo(() => tradeoffOption(points), [points]);
  const columns = useMemo(() => tradeoffColumns(points), [points]);
  if (points.length === 0) {
    return (
      <section className="lab-figure" aria-label="Accuracy against latency">
        <h3>Accuracy against latency</h3>
        <p className="figure-note">
          No configuration has both yet: its times come from <a href={labAddress('measure')}>Measure</a>, its accuracy
          from <a href={labAddress('accuracy')}>Accuracy</a>.
        </p>
      </section>
    );
  }
  const kind = accuracyKind(rows) === 'macroAccuracy' ? 'Macro accuracy' : 'Accuracy over all questions';
  return (
    <FigureFrame
      title="Accuracy against latency"
      isNarrow
      note={`${kind}, with its 95% interval. The area of a disc is the size of the weights; the dashed line is the Pareto front, which no other configuration beats on both counts. “Beaten” is said only where the 95% intervals show it.`}
      chart={{
        option,
        heightPx: 340,
        description: `Scatter of accuracy against latency for ${points.length} configurations; the table below holds the figures.`,
      }}
      table={
        <DataTable
          label="Accuracy against latency, table"
          columns={columns}
          rows={points}
          rowKey={({ row }) => row.key}
        />
      }
    />
  );
}

function tradeoffColumns(points: readonly TradeoffPoint[]): DataColumn<TradeoffPoint>[] {
  const rows = points.map(({ row }) => row);
  const standings = standingsOf(points);
  return [
    {
      id: 'configuration',
      title: 'Configuration',
      cell: ({ row }) => rowLabel(row, rows),
      sortBy: ({ row }) => rowLabel(row, rows),
    },
    {
      id: 'accuracy',
      title: 'Accuracy (95% interval)',
      isNumber: true,
      cell: ({ accuracy: { value, interval } }) => formatEstimate({ value, low: interval?.low, high: interval?.high }),
      sortBy: ({ value }) => value,
    },
    {
      id: 'count',
      title: 'Questions',
      isNumber: true,
      cell: ({ accuracy }) => accuracy.count,
      sortBy: ({ accuracy }) => accuracy.count,
    },
    {
      id: 'latency',
      title: 'Whole answer',
      isNumber: true,
      cell: ({ cost }) => formatMs(cost),
      sortBy: ({ cost }) => cost,
    },
    {
      id: 'weights',
      title: 'Weights',
      isNumber: true,
      cell: ({ weightBytes }) => formatBytes(weightBytes),
      sortBy: ({ weightBytes }) => weightBytes,
    },
    { id: 'front', title: 'On the Pareto front', cell: (point) => STANDING_TEXTS[standings.get(point) ?? 'near'] },
  ];
}

const STANDING_TEXTS: Record<Standing, string> = {
  'on the front': 'yes',
  near: 'no, but not measurably off it',
  beaten: 'no, beaten',
};
