import type { JudgedAnswer } from '../contract/benchmark-record';
import { bootstrapIntervals, type Interval } from './bootstrap';
import { calibrationError, MIN_CALIBRATION_ANSWERS, type Calibration } from './calibration';
import { choicesOf, normaliseAnswer, tokenRecall } from './normalise-answer';
import { classRecalls, estimator, type ScoredAnswer, type StatisticKey } from './score-statistics';

/** An aspect counts towards the two headline figures from this many questions on. */
export const MIN_ASPECT_QUESTIONS = 15;

export interface Estimate {
  value: number;
  /** 95% bootstrap over groups; absent for fewer than two groups, and where all groups are alike. */
  interval?: Interval;
  /** Questions that it rests on. */
  count: number;
}

export interface AspectScore {
  aspect: string;
  accuracy: Estimate;
  /** Mean recall over the distinct reference answers. */
  balancedAccuracy: Estimate;
  /** Recall of each reference answer, by its normalised form. */
  recalls: { answer: string; count: number; recall: number }[];
  /** Mean token recall of the reference, over the open questions; absent when there are none. */
  tokenRecall?: number;
  /** Counts towards the headline figures. */
  counted: boolean;
}

export interface Scores {
  questionCount: number;
  caseCount: number;
  groupCount: number;
  /** Over all questions, whatever their aspect. */
  accuracy: Estimate;
  /** Means over the aspects with at least `MIN_ASPECT_QUESTIONS` questions; absent when there is none. */
  macroAccuracy?: Estimate;
  macroBalancedAccuracy?: Estimate;
  /** Closed yes/no questions whose reference is "no", answered "yes"; absent when there are none. */
  hallucinationRate?: Estimate;
  aspects: AspectScore[];
  sources: { source: string; accuracy: Estimate }[];
  /**
   * Over closed questions, whose answers are one of few and therefore have a meaningful probability; absent for fewer than
   * `MIN_CALIBRATION_ANSWERS`.
   */
  calibration?: Calibration;
}

/** Marks one answer right or wrong as design "case pack" says: exact match after normalisation. */
export function scoreAnswer(answer: JudgedAnswer): ScoredAnswer {
  const expected = normaliseAnswer(answer.expected, answer);
  const given = normaliseAnswer(answer.given, answer);
  const choices = choicesOf(answer).map((choice) => normaliseAnswer(choice, answer));
  const yesNo =
    answer.answerType === 'closed' && choices.length === 2 && choices.includes('yes') && choices.includes('no');
  const recall = answer.answerType === 'open' ? tokenRecall(answer.expected, answer.given) : undefined;
  return {
    answer,
    expected,
    given,
    correct: expected === given,
    absentFinding: yesNo && expected === 'no',
    hallucinated: yesNo && expected === 'no' && given === 'yes',
    ...(recall === undefined ? {} : { tokenRecall: recall }),
  };
}

/**
 * Scores the answers of one configuration on one pack.
 * Intervals: 95% percentile bootstrap that resamples groups (patients), seeded.
 * @returns undefined for no answers
 */
export function scoreAnswers(answers: readonly JudgedAnswer[]): Scores | undefined {
  if (answers.length === 0) return undefined;
  const scored = answers.map(scoreAnswer);
  const statistics = estimator(scored, MIN_ASPECT_QUESTIONS);
  const values = statistics.whole();
  const intervals = bootstrapIntervals(statistics.groupCount, statistics.draw);
  const estimate = (key: StatisticKey): Estimate | undefined => {
    const position = statistics.position(key);
    const value = position === undefined ? undefined : values[position];
    if (position === undefined || value === undefined) return undefined;
    const interval = intervals[position];
    // Where all groups are alike, resampling them shows no spread: "100% (100 to 100)" of two questions would claim it.
    const hasSpread = interval !== undefined && interval.low < interval.high;
    return { value, count: statistics.count(key), ...(hasSpread ? { interval } : {}) };
  };
  const required = (key: StatisticKey): Estimate => {
    const found = estimate(key);
    if (found === undefined) throw new Error(`No statistic for ${key}`);
    return found;
  };
  return assemble(scored, statistics.groupCount, estimate, required);
}

function assemble(
  scored: readonly ScoredAnswer[],
  groupCount: number,
  estimate: (key: StatisticKey) => Estimate | undefined,
  required: (key: StatisticKey) => Estimate,
): Scores {
  const macroAccuracy = estimate('macroAccuracy');
  const macroBalancedAccuracy = estimate('macroBalancedAccuracy');
  const hallucinationRate = estimate('hallucination');
  const calibration = calibrationError(scored.filter(({ answer }) => answer.answerType === 'closed'));
  return {
    questionCount: scored.length,
    caseCount: new Set(scored.map(({ answer }) => answer.caseId)).size,
    groupCount,
    accuracy: required('accuracy'),
    ...(macroAccuracy === undefined ? {} : { macroAccuracy }),
    ...(macroBalancedAccuracy === undefined ? {} : { macroBalancedAccuracy }),
    ...(hallucinationRate === undefined ? {} : { hallucinationRate }),
    aspects: distinct(scored, ({ answer }) => answer.aspect).map((aspect) => aspectScore(aspect, scored, required)),
    sources: distinct(scored, ({ answer }) => answer.source).map((source) => ({
      source,
      accuracy: required(`source:${source}`),
    })),
    ...(calibration === undefined || calibration.count < MIN_CALIBRATION_ANSWERS ? {} : { calibration }),
  };
}

function aspectScore(
  aspect: string,
  scored: readonly ScoredAnswer[],
  required: (key: StatisticKey) => Estimate,
): AspectScore {
  const own = scored.filter(({ answer }) => answer.aspect === aspect);
  const recalls = own.flatMap((entry) => (entry.tokenRecall === undefined ? [] : [entry.tokenRecall]));
  return {
    aspect,
    accuracy: required(`aspect:${aspect}`),
    balancedAccuracy: required(`balanced:${aspect}`),
    recalls: classRecalls(own),
    ...(recalls.length === 0 ? {} : { tokenRecall: recalls.reduce((sum, value) => sum + value, 0) / recalls.length }),
    counted: own.length >= MIN_ASPECT_QUESTIONS,
  };
}

function distinct(scored: readonly ScoredAnswer[], name: (entry: ScoredAnswer) => string): string[] {
  return [...new Set(scored.map(name))].sort();
}
