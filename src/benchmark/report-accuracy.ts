import type { BenchmarkRecord } from '../contract/benchmark-record';
import { formatEstimate, formatPercent } from './format-figures';
import type { ReportTable } from './report-table';
import { tokenAgreement, type ResultRow } from './result-rows';

/** The report's tables of what was answered: right, alike, or not at all. */
export function accuracyTables(record: BenchmarkRecord, rows: readonly ResultRow[]): ReportTable[] {
  return [accuracyTable(rows), aspectTable(rows), agreementTable(rows), skippedTable(record)];
}

function accuracyTable(rows: readonly ResultRow[]): ReportTable {
  return {
    title: 'Correctness',
    note: 'With 95% intervals (bootstrap over patients) and the number of questions.',
    columns: [
      'Configuration',
      'Pack',
      'Macro accuracy',
      'Balanced',
      'Hallucination',
      'Calibration error',
      'Images',
      'Skipped',
    ],
    rows: rows.flatMap(({ label, judgement, scores }) => {
      if (judgement === undefined || scores === undefined) return [];
      const { macroAccuracy, macroBalancedAccuracy, hallucinationRate, calibration } = scores;
      return [
        [
          label,
          judgement.pack.title,
          macroAccuracy === undefined ? '' : formatEstimate(macroAccuracy),
          macroBalancedAccuracy === undefined ? '' : formatEstimate(macroBalancedAccuracy),
          hallucinationRate === undefined ? '' : formatEstimate(hallucinationRate),
          calibration === undefined ? '' : `${calibration.error.toFixed(3)} (n = ${calibration.count})`,
          String(judgement.imageCount),
          String(judgement.skipped.length),
        ],
      ];
    }),
  };
}

function aspectTable(rows: readonly ResultRow[]): ReportTable {
  const judged = rows.flatMap(({ label, scores }) => (scores === undefined ? [] : [{ label, scores }]));
  const aspects = [...new Set(judged.flatMap(({ scores }) => scores.aspects.map(({ aspect }) => aspect)))].sort();
  return {
    title: 'Accuracy by aspect',
    columns: ['Aspect', ...judged.map(({ label }) => label)],
    rows: aspects.map((aspect) => [
      aspect,
      ...judged.map(({ scores }) => {
        const found = scores.aspects.find((entry) => entry.aspect === aspect);
        return found === undefined ? '' : formatEstimate(found.accuracy);
      }),
    ]),
  };
}

function agreementTable(rows: readonly ResultRow[]): ReportTable {
  return {
    title: 'Agreement with fp32',
    note: 'Share of fp32’s own tokens that the configuration would have chosen too, when these are forced on it.',
    columns: ['Configuration', 'fp32, same device', 'fp32, WASM'],
    rows: rows.flatMap((row) => {
      const same = tokenAgreement(row, row.configuration.device);
      const wasm = tokenAgreement(row, 'wasm');
      if (same === undefined && wasm === undefined) return [];
      return [[row.label, countedShare(same), countedShare(wasm)]];
    }),
  };
}

function countedShare(counted: { alike: number; count: number } | undefined): string {
  return counted === undefined
    ? ''
    : `${formatPercent(counted.alike / counted.count)} (${counted.alike} of ${counted.count})`;
}

function skippedTable({ judgements }: BenchmarkRecord): ReportTable {
  return {
    title: 'Skipped',
    columns: ['Case', 'File', 'Reason'],
    rows: judgements.flatMap(({ skipped }) =>
      skipped.map(({ caseId, questionId, image, failure }) => [questionId ?? caseId, image, failure.code]),
    ),
  };
}
