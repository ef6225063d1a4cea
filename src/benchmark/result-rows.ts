import type { Agreement, BenchmarkCell, BenchmarkRecord, JudgedAnswer, Judgement } from '../contract/benchmark-record';
import type { Configuration } from '../contract/inference-api';
import type { RuntimeIdentity } from '../contract/measurement';
import { summariseCell, type CellSummary } from './cell-summary';
import { configurationKey, configurationLabel } from './configuration-label';
import { scoreAnswers, type Scores } from './scoring';

/** All that a result knows about one configuration: the row of a table, the mark in a chart. */
export interface ResultRow {
  /** Unique over several results that are shown together. */
  key: string;
  label: string;
  recordId: string;
  recordName: string;
  configuration: Configuration;
  runtime?: RuntimeIdentity;
  cell?: BenchmarkCell;
  /** Absent when the cell has no counted run and no load. */
  summary?: CellSummary;
  judgement?: Judgement;
  scores?: Scores;
  /** Forced-decoding agreements with fp32, on the same device and on WASM. */
  agreements: Extract<Agreement, { status: 'compared' }>[];
}

/** One row for each configuration of a result, measured, judged or both, in the order of the plan. */
export function rowsOf(record: BenchmarkRecord): ResultRow[] {
  const configurations = new Map<string, Configuration>();
  for (const { configuration } of [...record.cells, ...record.judgements, ...record.agreements]) {
    configurations.set(configurationKey(configuration), configuration);
  }
  const all = [...configurations.values()];
  return all.map((configuration) => {
    const own = ofConfiguration(configuration);
    const cell = record.cells.find(own);
    const judgement = record.judgements.find(own);
    const scores = judgement === undefined ? undefined : scoresOf(judgement);
    const runtime = cell?.runtime ?? judgement?.runtime;
    return {
      key: `${record.id}/${configurationKey(configuration)}`,
      label: configurationLabel(configuration, all),
      recordId: record.id,
      recordName: record.name,
      configuration,
      ...(runtime === undefined ? {} : { runtime }),
      ...(cell === undefined ? {} : { cell }),
      ...(cell === undefined || cell.runs.length + cell.loads.length === 0 ? {} : { summary: summariseCell(cell) }),
      ...(judgement === undefined ? {} : { judgement }),
      ...(scores === undefined ? {} : { scores }),
      agreements: record.agreements.filter(own).filter((entry) => entry.status === 'compared'),
    };
  });
}

/** Scoring a large pack takes about a second, and a record's answers never change once they are in it. */
const scoresByAnswers = new WeakMap<readonly JudgedAnswer[], { scores: Scores | undefined }>();

function scoresOf({ answers }: Judgement): Scores | undefined {
  const known = scoresByAnswers.get(answers);
  if (known !== undefined) return known.scores;
  const scores = scoreAnswers(answers);
  scoresByAnswers.set(answers, { scores });
  return scores;
}

function ofConfiguration(configuration: Configuration): (entry: { configuration: Configuration }) => boolean {
  const key = configurationKey(configuration);
  return (entry) => configurationKey(entry.configuration) === key;
}

/** The row that precisions are compared with: fp32 of the same model, device and thread count in the same result. */
export function referenceRow(row: ResultRow, rows: readonly ResultRow[]): ResultRow | undefined {
  if (row.configuration.dtype === 'fp32') return undefined;
  const key = configurationKey({ ...row.configuration, dtype: 'fp32' });
  return rows.find((other) => other.recordId === row.recordId && configurationKey(other.configuration) === key);
}

/** Tokens chosen as fp32 on `device` chooses them; absent when none were compared. */
export function tokenAgreement(
  row: ResultRow,
  device: Configuration['device'],
): { alike: number; count: number } | undefined {
  const found = row.agreements.find(({ reference }) => reference.device === device && reference.dtype === 'fp32');
  if (found === undefined || found.tokenCount === 0) return undefined;
  return { alike: found.agreeingTokenCount, count: found.tokenCount };
}
