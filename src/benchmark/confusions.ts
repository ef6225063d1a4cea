import type { JudgedAnswer } from '../contract/benchmark-record';
import { MIN_ASPECT_QUESTIONS, scoreAnswer } from './scoring';

export interface Confusion {
  /** Normalised, as compared. */
  expected: string;
  given: string;
  correct: boolean;
  answers: JudgedAnswer[];
}

/** A figure of the accuracy table. */
export type AccuracyFigure =
  | { kind: 'aspect'; aspect: string }
  /** Means over the aspects with enough questions; both rest on the same answers. */
  | { kind: 'macro' | 'balanced' }
  | { kind: 'all' }
  | { kind: 'hallucination' };

/** The answers that a figure rests on, in their order. */
export function answersBehind(figure: AccuracyFigure, answers: readonly JudgedAnswer[]): JudgedAnswer[] {
  switch (figure.kind) {
    case 'aspect':
      return answers.filter(({ aspect }) => aspect === figure.aspect);
    case 'macro':
    case 'balanced': {
      const counts = new Map<string, number>();
      for (const { aspect } of answers) counts.set(aspect, (counts.get(aspect) ?? 0) + 1);
      return answers.filter(({ aspect }) => (counts.get(aspect) ?? 0) >= MIN_ASPECT_QUESTIONS);
    }
    case 'all':
      return [...answers];
    case 'hallucination':
      return answers.filter((answer) => scoreAnswer(answer).absentFinding);
  }
}

/**
 * Answers cell by cell: which were expected to be so and were given so. The fullest cells come first.
 */
export function confusionsOf(answers: readonly JudgedAnswer[]): Confusion[] {
  const cells = new Map<string, Confusion>();
  for (const answer of answers) {
    const { expected, given, correct } = scoreAnswer(answer);
    const key = JSON.stringify([expected, given]);
    const cell = cells.get(key) ?? { expected, given, correct, answers: [] };
    cell.answers.push(answer);
    cells.set(key, cell);
  }
  return [...cells.values()].sort((a, b) => b.answers.length - a.answers.length);
}
