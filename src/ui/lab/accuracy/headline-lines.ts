import { MIN_CALIBRATION_ANSWERS } from '../../../benchmark/calibration';
import type { AccuracyFigure } from '../../../benchmark/confusions';
import type { ResultRow } from '../../../benchmark/result-rows';
import { MIN_ASPECT_QUESTIONS, type Estimate, type Scores } from '../../../benchmark/scoring';
import { formatCount, formatMs } from '../../format';
import { figureName } from './figure-name';

/** A figure of a whole judgement, above its aspects. */
export type HeadlineLine =
  | {
      kind: 'figure';
      title: string;
      figure: AccuracyFigure;
      estimateOf: (scores: Scores) => Estimate | undefined;
      /** Said where there is no figure. */
      absent: string;
    }
  | { kind: 'text'; title: string; textOf: (scores: Scores, row: ResultRow) => string };

const TOO_FEW = `no aspect has ${MIN_ASPECT_QUESTIONS} questions`;

export const HEADLINE_LINES: readonly HeadlineLine[] = [
  figure({ kind: 'macro' }, ({ macroAccuracy }) => macroAccuracy, TOO_FEW),
  figure({ kind: 'balanced' }, ({ macroBalancedAccuracy }) => macroBalancedAccuracy, TOO_FEW),
  figure({ kind: 'all' }, ({ accuracy }) => accuracy, ''),
  figure({ kind: 'hallucination' }, ({ hallucinationRate }) => hallucinationRate, 'nothing absent was asked for'),
  text('Calibration error (ECE)', ({ calibration }) =>
    calibration === undefined
      ? `fewer than ${MIN_CALIBRATION_ANSWERS} closed questions`
      : `${(calibration.error * 100).toFixed(1)} points, n ${formatCount(calibration.count)}, ${calibration.binCount} bins`,
  ),
  text('Images, groups, questions', ({ caseCount, groupCount, questionCount }) =>
    [caseCount, groupCount, questionCount].map((count) => formatCount(count)).join(', '),
  ),
  text('Skipped', (_, { judgement }) => String(judgement?.skipped.length ?? 0)),
  text('Time', (_, { judgement }) => timeOf(judgement)),
];

function figure(
  of: AccuracyFigure,
  estimateOf: (scores: Scores) => Estimate | undefined,
  absent: string,
): HeadlineLine {
  return { kind: 'figure', title: figureName(of), figure: of, estimateOf, absent };
}

function text(title: string, textOf: (scores: Scores, row: ResultRow) => string): HeadlineLine {
  return { kind: 'text', title, textOf };
}

function timeOf(judgement: ResultRow['judgement']): string {
  if (judgement === undefined || judgement.elapsedMs === 0) return '';
  const rate = (judgement.imageCount * 1000) / judgement.elapsedMs;
  const end = judgement.finishedAt === undefined ? ', stopped before the end' : '';
  return `${formatMs(judgement.elapsedMs)}, ${rate.toPrecision(2)} images a second${end}`;
}
