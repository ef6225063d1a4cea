import type { ScoredAnswer } from './score-statistics';

/** Equal-width bins over 0 to 1; the last one includes 1. */
export const CALIBRATION_BINS = 10;

/** From fewer answers than this no calibration error is stated: most bins would hold one or none. */
export const MIN_CALIBRATION_ANSWERS = 30;

export interface Calibration {
  /** Expected calibration error: mean of |accuracy − confidence| over the bins, weighted by their answers. */
  error: number;
  /** Answers with a probability, over which it was taken. */
  count: number;
  binCount: number;
  /** Bins that hold answers. */
  bins: { from: number; to: number; count: number; accuracy: number; meanProbability: number }[];
}

/** @returns undefined when no answer has a probability. Source: Guo et al. 2017, "On calibration of modern neural networks" */
export function calibrationError(scored: readonly ScoredAnswer[]): Calibration | undefined {
  const sums = Array.from({ length: CALIBRATION_BINS }, () => ({ count: 0, correct: 0, probability: 0 }));
  let count = 0;
  for (const { answer, correct } of scored) {
    if (answer.probability === undefined) continue;
    const bin = sums[Math.min(CALIBRATION_BINS - 1, Math.floor(answer.probability * CALIBRATION_BINS))];
    if (bin === undefined) continue;
    count += 1;
    bin.count += 1;
    bin.correct += correct ? 1 : 0;
    bin.probability += answer.probability;
  }
  if (count === 0) return undefined;
  const bins = sums.flatMap((bin, index) =>
    bin.count === 0
      ? []
      : [
          {
            from: index / CALIBRATION_BINS,
            to: (index + 1) / CALIBRATION_BINS,
            count: bin.count,
            accuracy: bin.correct / bin.count,
            meanProbability: bin.probability / bin.count,
          },
        ],
  );
  const error = bins.reduce((sum, bin) => sum + (bin.count / count) * Math.abs(bin.accuracy - bin.meanProbability), 0);
  return { error, count, binCount: CALIBRATION_BINS, bins };
}
