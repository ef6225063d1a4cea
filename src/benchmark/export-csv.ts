import Papa from 'papaparse';
import type { BenchmarkCell, BenchmarkRecord, RunSample } from '../contract/benchmark-record';

const RUN_COLUMNS = [
  'record',
  'model',
  'version',
  'dtype',
  'device',
  'threads',
  'round',
  'run',
  'phase',
  'image',
  'loadFetchMs',
  'loadHashMs',
  'loadSessionMs',
  'loadWarmupMs',
  'loadTotalMs',
  'preprocessMs',
  'visionEncodeMs',
  'prefillMs',
  'firstTokenMs',
  'decodeMs',
  'totalMs',
  'sessionRunMs',
  'decodeSessionRunMs',
  'promptTokenCount',
  'generatedTokenCount',
  'decodeTokensPerSecond',
  'memoryBytes',
] as const;

/** One row a run, cold runs included (`phase`); what was not measured is empty. RFC 4180. */
export function exportRunsCsv(records: readonly BenchmarkRecord[]): string {
  return unparse(
    RUN_COLUMNS,
    records.flatMap((record) =>
      record.cells.flatMap((cell) => [
        ...cell.coldRuns.map((run) => runRow(record, cell, run, 'cold')),
        ...cell.runs.map((run) => runRow(record, cell, run, 'run')),
      ]),
    ),
  );
}

const ANSWER_COLUMNS = [
  'record',
  'model',
  'dtype',
  'device',
  'pack',
  'case',
  'question id',
  'source',
  'group',
  'aspect',
  'type',
  'question',
  'expected',
  'given',
  'probability',
] as const;

/** One row an answer. */
export function exportAnswersCsv(records: readonly BenchmarkRecord[]): string {
  return unparse(
    ANSWER_COLUMNS,
    records.flatMap(({ name, judgements }) =>
      judgements.flatMap(({ configuration, pack, answers }) =>
        answers.map((answer) => ({
          record: name,
          model: configuration.modelId,
          dtype: configuration.dtype,
          device: configuration.device,
          pack: pack.id,
          case: answer.caseId,
          'question id': answer.questionId,
          source: answer.source,
          group: answer.group,
          aspect: answer.aspect,
          type: answer.answerType,
          question: answer.question,
          expected: answer.expected,
          given: answer.given,
          probability: answer.probability,
        })),
      ),
    ),
  );
}

function runRow(record: BenchmarkRecord, cell: BenchmarkCell, run: RunSample, phase: string): object {
  const load = cell.loads.find(({ round }) => round === run.round);
  const threads = cell.runtime?.threads;
  return {
    record: record.name,
    model: cell.configuration.modelId,
    ...(cell.runtime === undefined ? {} : { version: cell.runtime.modelVersion }),
    dtype: cell.configuration.dtype,
    device: cell.configuration.device,
    ...(threads === undefined ? {} : { threads }),
    phase,
    image: run.imageId,
    ...(load === undefined
      ? {}
      : {
          loadFetchMs: load.fetchMs,
          loadHashMs: load.hashMs,
          loadSessionMs: load.sessionMs,
          ...(load.warmupMs === undefined ? {} : { loadWarmupMs: load.warmupMs }),
          loadTotalMs: load.totalMs,
        }),
    // Columns pick what they name, so the token gaps stay out.
    ...run,
  };
}

function unparse(columns: readonly string[], rows: readonly object[]): string {
  return Papa.unparse(
    { fields: [...columns], data: [...rows] },
    // Texts come from packs and models; a spreadsheet must not take one for a formula. The library's own pattern lets a
    // text with a line break through.
    { newline: '\r\n', escapeFormulae: /^[=+\-@\t\r]/u },
  );
}
