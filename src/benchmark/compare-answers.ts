import type { JudgedAnswer } from '../contract/benchmark-record';
import { normaliseAnswer } from './normalise-answer';

export interface AnswerComparison {
  /** Questions that both were asked. */
  count: number;
  /** Answered alike after normalisation, right or wrong. */
  alike: number;
  /** The questions they answered differently. */
  different: { left: JudgedAnswer; right: JudgedAnswer }[];
}

/** Compares the answers of two configurations to the same questions of one pack. */
export function compareAnswers(left: readonly JudgedAnswer[], right: readonly JudgedAnswer[]): AnswerComparison {
  const byQuestion = new Map(right.map((answer) => [questionKey(answer), answer]));
  const comparison: AnswerComparison = { count: 0, alike: 0, different: [] };
  for (const answer of left) {
    const other = byQuestion.get(questionKey(answer));
    if (other === undefined) continue;
    comparison.count += 1;
    if (normaliseAnswer(answer.given, answer) === normaliseAnswer(other.given, other)) comparison.alike += 1;
    else comparison.different.push({ left: answer, right: other });
  }
  return comparison;
}

function questionKey({ caseId, questionId }: JudgedAnswer): string {
  return JSON.stringify([caseId, questionId]);
}
