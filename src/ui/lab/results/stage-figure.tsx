import { useMemo, useState } from 'react';
import type { ResultRow } from '../../../benchmark/result-rows';
import { rowsHeightPx } from './chart-style';
import { DataTable } from './data-table';
import { FigureFrame } from './figure-frame';
import { Choice } from './choice';
import { stageColumns } from './stage-columns';
import { stageOption, type StageGroup } from './stage-option';

const GROUPS = [
  { name: 'runs', title: 'answering' },
  { name: 'loads', title: 'loading' },
] as const;

/** Where the time of each configuration goes. */
export function StageFigure({ rows }: { rows: readonly ResultRow[] }) {
  const [group, setGroup] = useState<StageGroup>('runs');
  const measured = useMemo(() => rows.filter(({ summary }) => summary !== undefined), [rows]);
  const option = useMemo(() => stageOption(measured, group), [measured, group]);
  const columns = useMemo(() => stageColumns(rows, group), [rows, group]);
  return (
    <FigureFrame
      title={group === 'runs' ? 'Stages of an answer' : 'Stages of a load'}
      note="Medians; the table has the quartiles as well. A stage without a figure did not run or was not measured."
      controls={<Choice label="Stages of" options={GROUPS} value={group} onChange={setGroup} />}
      chart={{
        option,
        heightPx: rowsHeightPx(measured.length, 78),
        description: `Bars of the ${group === 'runs' ? 'answering' : 'loading'} stages of ${measured.length} configurations; the table below holds the figures.`,
      }}
      isTableOpen
      table={<DataTable label="Stages, medians" columns={columns} rows={rows} rowKey={({ key }) => key} />}
    />
  );
}
