import { useMemo } from 'react';
import type { ResultRow } from '../../../benchmark/result-rows';
import { formatPercent } from '../../format';
import { DataTable, type DataColumn } from '../results/data-table';
import { FigureFrame } from '../results/figure-frame';
import { rowLabel } from '../../../benchmark/row-label';
import { calibrationOption } from './calibration-option';

interface BinLine {
  key: string;
  label: string;
  from: number;
  to: number;
  count: number;
  accuracy: number;
  meanProbability: number;
}

/** Whether "80% sure" means right in 80 of 100 cases. */
export function CalibrationFigure({ rows }: { rows: readonly ResultRow[] }) {
  const calibrated = useMemo(() => rows.filter(({ scores }) => scores?.calibration !== undefined), [rows]);
  const option = useMemo(() => calibrationOption(calibrated), [calibrated]);
  const lines = useMemo(() => calibrated.flatMap((row) => binLines(row, calibrated)), [calibrated]);
  if (calibrated.length === 0) return null;
  return (
    <FigureFrame
      title="Calibration"
      isNarrow
      note="Closed questions by how sure the model was. On the diagonal its probability can be taken at its word; below it the model is too sure of itself."
      chart={{
        option,
        heightPx: 320,
        description: `Accuracy against stated probability for ${calibrated.length} configurations; the table below holds the figures.`,
      }}
      table={<DataTable label="Calibration, table" columns={COLUMNS} rows={lines} rowKey={({ key }) => key} />}
    />
  );
}

const COLUMNS: DataColumn<BinLine>[] = [
  { id: 'configuration', title: 'Configuration', cell: ({ label }) => label, sortBy: ({ label }) => label },
  {
    id: 'bin',
    title: 'Probability',
    cell: ({ from, to }) => `${formatPercent(from)} to ${formatPercent(to)}`,
    sortBy: ({ from }) => from,
  },
  {
    id: 'mean',
    title: 'Mean probability',
    isNumber: true,
    cell: ({ meanProbability }) => formatPercent(meanProbability),
    sortBy: ({ meanProbability }) => meanProbability,
  },
  {
    id: 'accuracy',
    title: 'Right',
    isNumber: true,
    cell: ({ accuracy }) => formatPercent(accuracy),
    sortBy: ({ accuracy }) => accuracy,
  },
  { id: 'count', title: 'Questions', isNumber: true, cell: ({ count }) => count, sortBy: ({ count }) => count },
];

function binLines(row: ResultRow, rows: readonly ResultRow[]): BinLine[] {
  return (row.scores?.calibration?.bins ?? []).map((bin) => ({
    key: `${row.key}/${bin.from}`,
    label: rowLabel(row, rows),
    ...bin,
  }));
}
