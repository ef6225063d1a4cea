import type { BenchmarkRecord } from '../contract/benchmark-record';
import type { CellSummary } from './cell-summary';
import { formatBytes, formatMs, formatPercent } from './format-figures';
import { accuracyTables } from './report-accuracy';
import { reportFacts } from './report-facts';
import { filesTable, runtimeTable } from './report-runtime';
import type { ReportTable } from './report-table';
import { rowsOf, type ResultRow } from './result-rows';
import type { Summary } from './statistics';
import { summarySentences } from './summary-sentences';

export interface Report {
  title: string;
  /** What is needed to believe the figures. */
  facts: [name: string, value: string][];
  sentences: string[];
  tables: ReportTable[];
}

/** Builds what the Markdown and the HTML report both print. A figure that was not measured is an empty cell. */
export function buildReport(record: BenchmarkRecord): Report {
  const rows = rowsOf(record);
  return {
    title: record.name,
    facts: reportFacts(record),
    sentences: summarySentences(rows),
    tables: [
      speedTable(rows),
      loadTable(rows),
      ...accuracyTables(record, rows),
      runtimeTable(rows),
      filesTable(record),
    ].filter((table) => table.rows.length > 0),
  };
}

function withSpread(summary: Summary | undefined): string {
  if (summary === undefined) return '';
  const range = summary.count > 1 ? ` (${formatMs(summary.q1)}–${formatMs(summary.q3)})` : '';
  return `${formatMs(summary.median)}${range}${summary.unsteady ? ' unsteady' : ''}`;
}

function speedTable(rows: readonly ResultRow[]): ReportTable {
  return {
    title: 'Speed',
    note: 'Median (quartiles). "Unsteady": the quartiles are more than 25% of the median apart. Overhead: the part of a token outside ONNX Runtime, in the page\'s own code.',
    columns: [
      'Configuration',
      'Status',
      'Size',
      'Load',
      'Encode',
      'Prefill',
      'First token',
      'Per token',
      'p95',
      'Overhead',
      'Total',
      'Runs',
    ],
    rows: rows.flatMap(({ label, cell, summary, runtime }) => {
      if (cell === undefined) return [];
      const figures = summary?.runs;
      const gap = summary?.tokenGapMs;
      return [
        [
          label,
          cell.failure === undefined ? cell.status : `${cell.status}: ${cell.failure.code}`,
          runtime === undefined ? '' : formatBytes(runtime.weightBytes),
          withSpread(summary?.loads.totalMs),
          withSpread(figures?.visionEncodeMs),
          withSpread(figures?.prefillMs),
          withSpread(figures?.firstTokenMs),
          gap === undefined ? '' : formatMs(gap.median),
          gap === undefined ? '' : formatMs(gap.p95),
          overhead(summary),
          withSpread(figures?.totalMs),
          String(cell.runs.length),
        ],
      ];
    }),
  };
}

function loadTable(rows: readonly ResultRow[]): ReportTable {
  return {
    title: 'Loading',
    note: 'Medians of fresh workers, with quartiles. The cold run is the first one after a load.',
    columns: ['Configuration', 'Fetch', 'Hash', 'Session', 'Warm-up', 'Total', 'Cold run', 'Loads'],
    rows: rows.flatMap(({ label, cell, summary }) => {
      if (cell === undefined || cell.loads.length === 0) return [];
      const loads = summary?.loads;
      const stages = [loads?.fetchMs, loads?.hashMs, loads?.sessionMs, loads?.warmupMs, loads?.totalMs];
      return [[label, ...[...stages, summary?.coldTotalMs].map(withSpread), String(cell.loads.length)]];
    }),
  };
}

function overhead(summary: CellSummary | undefined): string {
  const { overheadPerTokenMs: perToken, overheadShare: share } = summary ?? {};
  return perToken === undefined || share === undefined
    ? ''
    : `${formatMs(perToken.median)} (${formatPercent(share.median)})`;
}
