import type { JudgedAnswer } from '../contract/benchmark-record';
import { scoreAnswer } from './scoring';

export interface Confusion {
  /** Normalised, as compared. */
  expected: string;
  given: string;
  correct: boolean;
  answers: JudgedAnswer[];
}

/**
 * The accuracy table of one aspect, cell by cell: which cases were expected to be answered so and were answered so.
 * The fullest cells come first.
 */
export function confusionsOf(answers: readonly JudgedAnswer[], aspect: string): Confusion[] {
  const cells = new Map<string, Confusion>();
  for (const answer of answers) {
    if (answer.aspect !== aspect) continue;
    const { expected, given, correct } = scoreAnswer(answer);
    const key = JSON.stringify([expected, given]);
    const cell = cells.get(key) ?? { expected, given, correct, answers: [] };
    cell.answers.push(answer);
    cells.set(key, cell);
  }
  return [...cells.values()].sort((a, b) => b.answers.length - a.answers.length);
}
