import { importRecord } from '../../src/benchmark/import-record';
import type { BenchmarkRecord } from '../../src/contract/benchmark-record';

/**
 * An exported result as the page itself would take it back.
 * @param origin what the error names when the page would refuse it
 */
export function importedRecord(json: string, origin: string): BenchmarkRecord {
  const imported = importRecord(json, origin);
  if (imported.kind === 'refused') throw new Error(`${origin}, ${imported.entry ?? ''}: ${imported.reason}`);
  return imported.record;
}
