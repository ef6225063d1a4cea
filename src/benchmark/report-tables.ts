import type { BenchmarkRecord } from '../contract/benchmark-record';
import { formatBytes, formatEstimate, formatMs, formatPercent } from './format-figures';
import { rowsOf, tokenAgreement, type ResultRow } from './result-rows';
import { summarySentences } from './summary-sentences';
import type { Summary } from './statistics';

export interface ReportTable {
  title: string;
  columns: string[];
  rows: string[][];
  note?: string;
}

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
    facts: factsOf(record),
    sentences: summarySentences(rows),
    tables: [
      speedTable(rows),
      accuracyTable(rows),
      aspectTable(rows),
      agreementTable(rows),
      skippedTable(record),
    ].filter((table) => table.rows.length > 0),
  };
}

function factsOf(record: BenchmarkRecord): [string, string][] {
  const { environment, plan } = record;
  const { browser, os, gpu } = environment;
  const runtime = rowsOf(record).find((row) => row.runtime !== undefined)?.runtime;
  const facts: [string, string | undefined][] = [
    ['Date', record.startedAt],
    [
      'Browser',
      [browser.name, browser.version, environment.headless === true ? 'headless' : ''].filter(Boolean).join(' '),
    ],
    ['System', os && [os.name, os.version, os.architecture].filter(Boolean).join(' ')],
    ['Logical cores', environment.logicalCores?.toString()],
    ['Cross-origin isolated', environment.crossOriginIsolated ? 'yes' : 'no'],
    ['GPU', gpu && [gpu.vendor, gpu.architecture, gpu.description].filter(Boolean).join(' ')],
    ['Page', [environment.page.version, environment.page.commit].filter(Boolean).join(', ')],
    [
      'Libraries',
      runtime && `transformers.js ${runtime.libraries.transformers}, ONNX Runtime ${runtime.libraries.onnxruntimeWeb}`,
    ],
    ...record.models.map(({ id, version }): [string, string] => ['Model', `${id} ${version}`]),
    [
      'Runs',
      plan &&
        `${plan.rounds} rounds of fresh workers × ${plan.runsPerRound} runs, ${plan.forcedTokenCount} tokens each`,
    ],
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as [string, string]],
  );
}

function withSpread(summary: Summary | undefined): string {
  if (summary === undefined) return '';
  const range = summary.count > 1 ? ` (${formatMs(summary.q1)}–${formatMs(summary.q3)})` : '';
  return `${formatMs(summary.median)}${range}${summary.unsteady ? ' unsteady' : ''}`;
}

function speedTable(rows: readonly ResultRow[]): ReportTable {
  return {
    title: 'Speed',
    note: 'Median (quartiles). "Unsteady": the quartiles are more than 25% of the median apart.',
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
          withSpread(figures?.totalMs),
          String(cell.runs.length),
        ],
      ];
    }),
  };
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
      return [
        [row.label, same === undefined ? '' : formatPercent(same), wasm === undefined ? '' : formatPercent(wasm)],
      ];
    }),
  };
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
