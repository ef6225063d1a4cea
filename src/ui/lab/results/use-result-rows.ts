import { useEffect, useState } from 'react';
import { rowsOf, type ResultRow } from '../../../benchmark/result-rows';
import type { BenchmarkRecord } from '../../../contract/benchmark-record';

const computed = new WeakMap<BenchmarkRecord, readonly ResultRow[]>();

/**
 * Rows of all results together. Intervals over thousands of answers take a second for each configuration, so they are
 * computed one configuration at a time and the page stays alive in between.
 * @returns undefined until they are there
 */
export function useResultRows(records: readonly BenchmarkRecord[]): readonly ResultRow[] | undefined {
  const known = knownRows(records);
  const [, setComputedCount] = useState(0);
  const isComplete = known !== undefined;
  useEffect(() => {
    if (isComplete) return undefined;
    const leaving = new AbortController();
    void computeAll(records, leaving.signal).then(() => {
      if (!leaving.signal.aborted) setComputedCount((count) => count + 1);
    });
    return () => leaving.abort();
  }, [records, isComplete]);
  return known;
}

function knownRows(records: readonly BenchmarkRecord[]): readonly ResultRow[] | undefined {
  const rows: ResultRow[] = [];
  for (const record of records) {
    const own = computed.get(record);
    if (own === undefined) return undefined;
    rows.push(...own);
  }
  return rows;
}

async function computeAll(records: readonly BenchmarkRecord[], signal: AbortSignal): Promise<void> {
  for (const record of records) {
    if (computed.has(record)) continue;
    for (const judgement of record.judgements) {
      if (signal.aborted) return;
      await nextTask();
      // Scores are remembered by their answers, so the whole record finds them done.
      rowsOf({ ...record, cells: [], agreements: [], judgements: [judgement] });
    }
    await nextTask();
    computed.set(record, rowsOf(record));
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
