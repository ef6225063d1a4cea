import type { ResultRow } from './result-rows';

/** The configuration's name; with its result's name behind it where several results are shown together. */
export function rowLabel(row: ResultRow, rows: readonly ResultRow[]): string {
  const several = rows.some(({ recordId }) => recordId !== row.recordId);
  return several ? `${row.label} (${row.recordName})` : row.label;
}
