import type { ResultRow } from '../../../benchmark/result-rows';
import type { Summary } from '../../../benchmark/statistics';
import { formatBytes, formatMs, formatPercent, formatTokensPerSecond } from '../../format';
import type { DataColumn } from './data-table';
import { rowLabel } from '../../../benchmark/row-label';
import { stagesOf, STAGE_NAMES, type StageGroup } from './stage-option';

/** The table below the stages: medians with their spread, and what really ran. What was not measured is left empty. */
export function stageColumns(rows: readonly ResultRow[], group: StageGroup): DataColumn<ResultRow>[] {
  const stages = stagesOf(group).map((stage) =>
    msColumn(capitalised(STAGE_NAMES[stage]), (row) => figureOf(row, group, stage)),
  );
  return [
    {
      id: 'configuration',
      title: 'Configuration',
      cell: (row) => (
        <>
          {rowLabel(row, rows)}
          <span className="below">{ranOn(row)}</span>
        </>
      ),
      sortBy: (row) => rowLabel(row, rows),
    },
    { id: 'status', title: 'State', cell: (row) => <State row={row} />, sortBy: (row) => row.cell?.status },
    ...stages,
    ...(group === 'runs' ? runColumns : loadColumns),
    {
      id: 'weights',
      title: 'Weights',
      isNumber: true,
      cell: ({ runtime }) => (runtime === undefined ? '' : formatBytes(runtime.weightBytes)),
      sortBy: ({ runtime }) => runtime?.weightBytes,
    },
    {
      id: 'memory',
      title: 'Page memory',
      isNumber: true,
      cell: ({ summary }) =>
        summary?.memoryBytes === undefined ? 'not told' : formatBytes(summary.memoryBytes.median),
      sortBy: ({ summary }) => summary?.memoryBytes?.median,
    },
  ];
}

const runColumns: DataColumn<ResultRow>[] = [
  msColumn('First token', (row) => row.summary?.runs.firstTokenMs),
  msColumn('Per token', (row) => row.summary?.tokenGapMs, 'p95'),
  {
    id: 'rate',
    title: 'Tokens a second',
    isNumber: true,
    cell: ({ summary }) =>
      summary?.runs.decodeTokensPerSecond === undefined
        ? ''
        : formatTokensPerSecond(summary.runs.decodeTokensPerSecond.median),
    sortBy: ({ summary }) => summary?.runs.decodeTokensPerSecond?.median,
  },
  msColumn('Total', (row) => row.summary?.runs.totalMs),
  {
    id: 'overhead',
    title: 'Our overhead',
    isNumber: true,
    cell: ({ summary }) => (summary?.overheadShare === undefined ? '' : formatPercent(summary.overheadShare.median)),
    sortBy: ({ summary }) => summary?.overheadShare?.median,
  },
];

const loadColumns: DataColumn<ResultRow>[] = [
  msColumn('Load total', (row) => row.summary?.loads.totalMs),
  msColumn('Cold answer', (row) => row.summary?.coldTotalMs),
];

function figureOf(row: ResultRow, group: StageGroup, stage: string): Summary | undefined {
  const figures: Partial<Record<string, Summary>> = row.summary?.[group] ?? {};
  return figures[stage];
}

function msColumn(
  title: string,
  figure: (row: ResultRow) => Summary | undefined,
  below: 'quartiles' | 'p95' = 'quartiles',
): DataColumn<ResultRow> {
  return {
    id: title,
    title,
    isNumber: true,
    sortBy: (row) => figure(row)?.median,
    cell: (row) => {
      const summary = figure(row);
      return summary === undefined ? '' : <Spread summary={summary} below={below} />;
    },
  };
}

function Spread({ summary, below }: { summary: Summary; below: 'quartiles' | 'p95' }) {
  const { median, q1, q3, p95, count, unsteady } = summary;
  return (
    <>
      {formatMs(median)}
      {unsteady && <span title="Spread above 25%"> ⚠</span>}
      {count > 1 && (
        <span className="below">{below === 'p95' ? `p95 ${formatMs(p95)}` : `${formatMs(q1)} to ${formatMs(q3)}`}</span>
      )}
    </>
  );
}

function ranOn({ runtime }: ResultRow): string {
  if (runtime === undefined) return '';
  const { adapter, threads, device, wasmBuild } = runtime;
  if (device === 'wasm') return `CPU, ${threads ?? 1} ${threads === 1 ? 'thread' : 'threads'}, ${wasmBuild} build`;
  const name = [adapter?.vendor, adapter?.architecture].filter(Boolean).join(' ');
  return `GPU${name === '' ? '' : ` ${name}`}${adapter?.isFallback === true ? ' (software)' : ''}`;
}

function State({ row: { cell } }: { row: ResultRow }) {
  if (cell === undefined) return 'not measured';
  const { status, runs, hiddenRepeats } = cell;
  return (
    <>
      {status}
      <span className="below">
        {runs.length} {runs.length === 1 ? 'run' : 'runs'}
      </span>
      {hiddenRepeats > 0 && <span className="below">{hiddenRepeats} repeated: tab was hidden</span>}
    </>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
