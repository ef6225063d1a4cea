import type { ResultRow } from '../../../benchmark/result-rows';
import { MIN_ASPECT_QUESTIONS, type Estimate, type Scores } from '../../../benchmark/scoring';
import { formatCount, formatEstimate, formatMs } from '../../format';

export interface HeadlineLine {
  title: string;
  /** One for each row; says why where there is no figure. */
  values: string[];
}

const TOO_FEW = `no aspect has ${MIN_ASPECT_QUESTIONS} questions`;

/** The figures of a whole judgement, above its aspects. */
export function headlineLines(rows: readonly ResultRow[]): HeadlineLine[] {
  const line = (title: string, value: (scores: Scores, row: ResultRow) => string): HeadlineLine => ({
    title,
    values: rows.map((row) => (row.scores === undefined ? '' : value(row.scores, row))),
  });
  return [
    line('Macro accuracy', ({ macroAccuracy }) => estimate(macroAccuracy, TOO_FEW)),
    line('Macro balanced accuracy', ({ macroBalancedAccuracy }) => estimate(macroBalancedAccuracy, TOO_FEW)),
    line('All questions', ({ accuracy }) => estimate(accuracy, '')),
    line('Hallucination rate', ({ hallucinationRate }) => estimate(hallucinationRate, 'nothing absent was asked for')),
    line('Calibration error (ECE)', ({ calibration }) =>
      calibration === undefined
        ? 'no closed question'
        : `${(calibration.error * 100).toFixed(1)} points, n ${formatCount(calibration.count)}, ${calibration.binCount} bins`,
    ),
    line(
      'Images, questions',
      ({ caseCount, questionCount }) => `${formatCount(caseCount)}, ${formatCount(questionCount)}`,
    ),
    line('Skipped', (_, { judgement }) => String(judgement?.skipped.length ?? 0)),
    line('Time', (_, { judgement }) => timeOf(judgement)),
  ];
}

function estimate(value: Estimate | undefined, absent: string): string {
  if (value === undefined) return absent;
  const { interval, count } = value;
  return `${formatEstimate({ value: value.value, low: interval?.low, high: interval?.high })}, n ${formatCount(count)}`;
}

function timeOf(judgement: ResultRow['judgement']): string {
  if (judgement === undefined || judgement.elapsedMs === 0) return '';
  const rate = (judgement.imageCount * 1000) / judgement.elapsedMs;
  const end = judgement.finishedAt === undefined ? ', stopped before the end' : '';
  return `${formatMs(judgement.elapsedMs)}, ${rate.toPrecision(2)} images a second${end}`;
}
