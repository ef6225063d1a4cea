import * as v from 'valibot';
import { benchmarkRecordSchema, type BenchmarkRecord } from '../contract/benchmark-record';

export type ImportedRecord =
  | { kind: 'record'; record: BenchmarkRecord }
  /** A sentence that names the entry at fault, with the text of the file never taken for anything but text. */
  | { kind: 'refused'; fileName: string; entry?: string; reason: string };

/** Reads a result that another machine exported. */
export function importRecord(json: string, fileName: string): ImportedRecord {
  let content: unknown;
  try {
    content = JSON.parse(json.replace(/^\uFEFF/u, ''));
  } catch (error) {
    return { kind: 'refused', fileName, reason: `This is not JSON. ${String(error)}` };
  }
  const format = v.safeParse(v.object({ format: v.string() }), content);
  if (!format.success) return { kind: 'refused', fileName, entry: 'format', reason: 'This is not a benchmark result.' };
  if (format.output.format !== 'edgeward-benchmark/1') {
    const reason = `This file says "${format.output.format.slice(0, 60)}"; edgeward-benchmark/1 is expected.`;
    return { kind: 'refused', fileName, entry: 'format', reason };
  }
  const parsed = v.safeParse(benchmarkRecordSchema, content);
  if (parsed.success) return { kind: 'record', record: parsed.output };
  const [issue] = parsed.issues;
  return { kind: 'refused', fileName, entry: v.getDotPath(issue) ?? 'the file', reason: issue.message };
}

/** The complete result; `importRecord` reads it back. */
export function exportJson(record: BenchmarkRecord): string {
  return `${JSON.stringify(record, undefined, 1)}\n`;
}
