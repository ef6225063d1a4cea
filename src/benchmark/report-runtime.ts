import type { BenchmarkRecord } from '../contract/benchmark-record';
import { countThreads, threadCountsOf } from './count-threads';
import { formatBytes } from './format-figures';
import type { ReportTable } from './report-table';
import type { ResultRow } from './result-rows';

/** What each configuration really ran on, as its worker found it. */
export function runtimeTable(rows: readonly ResultRow[]): ReportTable {
  return {
    title: 'What ran',
    columns: ['Configuration', 'Ran on', 'Threads', 'WebAssembly build', 'Model version', 'Weights'],
    rows: rows.flatMap(({ label, runtime, cell, judgement }) => {
      if (runtime === undefined) return [];
      const { adapter, device, wasmBuild, modelVersion, weightBytes } = runtime;
      const gpu = adapter && [adapter.vendor, adapter.architecture, adapter.isFallback ? '(software)' : ''];
      const ranOn = device === 'wasm' ? 'CPU (WASM)' : `GPU: ${gpu?.filter(Boolean).join(' ') ?? 'not told'}`;
      const threads = threadCountsOf(cell?.runtime === undefined && judgement !== undefined ? judgement : { runtime });
      return [
        [
          label,
          ranOn,
          threads.length === 0 ? '' : countThreads(threads),
          wasmBuild,
          modelVersion,
          formatBytes(weightBytes),
        ],
      ];
    }),
  };
}

/** Names and hashes of the files that ran: who has the same ones has the same model. */
export function filesTable({ models }: BenchmarkRecord): ReportTable {
  return {
    title: 'Files',
    columns: ['File', 'Size', 'SHA-256'],
    rows: models.flatMap(({ id, files }) =>
      files.map(({ path, bytes, sha256 }) => [`${id}/${path}`, formatBytes(bytes), sha256]),
    ),
  };
}
