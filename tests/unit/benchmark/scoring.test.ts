import { describe, expect, it } from 'vitest';
import { answersBehind, confusionsOf } from '../../../src/benchmark/confusions';
import { scoreAnswers } from '../../../src/benchmark/scoring';
import type { JudgedAnswer } from '../../../src/contract/benchmark-record';

let serial = 0;
function answer(aspect: string, expected: string, given: string, more: Partial<JudgedAnswer> = {}): JudgedAnswer {
  serial += 1;
  return {
    caseId: `case-${serial}`,
    questionId: `case-${serial}/${aspect}`,
    source: 'source-a',
    group: `group-${serial}`,
    aspect,
    answerType: 'closed',
    question: 'Is it there?',
    expected,
    given,
    ...more,
  };
}
const times = (n: number, make: () => JudgedAnswer): JudgedAnswer[] => Array.from({ length: n }, make);

// finding: 20 questions; "no" 12 of 16 right (4 hallucinated), "yes" 1 of 4 right → 13/20, balanced (3/4 + 1/4) / 2
const finding = [
  ...times(12, () => answer('finding', 'no', 'No.')),
  ...times(4, () => answer('finding', 'no', 'yes')),
  ...times(1, () => answer('finding', 'yes', 'Yes')),
  ...times(3, () => answer('finding', 'yes', 'no')),
];
// organ: 15 open questions of another source, one reference, 9 right → 9/15, balanced the same
const organ = [
  ...times(9, () => answer('organ', 'right lung', 'the right lung', { answerType: 'open', source: 'source-b' })),
  ...times(6, () => answer('organ', 'right lung', 'left lung', { answerType: 'open', source: 'source-b' })),
];
// rare: 14 questions, one too few to count towards the headline figures
const rare = times(14, () => answer('rare', '3', '3', { answerType: 'number', choices: ['0', '3'] }));

describe('scoring answers', () => {
  const scores = scoreAnswers([...finding, ...organ, ...rare]);
  const aspect = (name: string) => scores?.aspects.find((entry) => entry.aspect === name);

  it('gives accuracy and balanced accuracy of each aspect', () => {
    expect(aspect('finding')?.accuracy).toMatchObject({ value: 13 / 20, count: 20 });
    expect(aspect('finding')?.balancedAccuracy.value).toBeCloseTo(0.5, 12);
    expect(aspect('organ')?.accuracy.value).toBeCloseTo(0.6, 12);
    expect(aspect('rare')?.accuracy.value).toBe(1);
  });

  it('averages over the aspects with at least 15 questions only', () => {
    expect(scores?.macroAccuracy).toMatchObject({ count: 35 });
    expect(scores?.macroAccuracy?.value).toBeCloseTo((0.65 + 0.6) / 2, 12);
    expect(scores?.macroBalancedAccuracy?.value).toBeCloseTo((0.5 + 0.6) / 2, 12);
    expect(aspect('rare')?.counted).toBe(false);
  });

  it('counts as hallucination the yes to a yes/no question whose reference is no', () => {
    expect(scores?.hallucinationRate).toMatchObject({ value: 4 / 16, count: 16 });
  });

  it('leaves a "no" among other choices out of the hallucination rate', () => {
    const other = times(3, () => answer('grade', 'no', 'yes', { choices: ['no', 'yes', 'unclear'] }));
    expect(scoreAnswers(other)?.hallucinationRate).toBeUndefined();
  });

  it('gives token recall beside exact match for open questions', () => {
    // 9 answers hold both tokens, 6 hold one of two
    expect(aspect('organ')?.tokenRecall).toBeCloseTo((9 + 6 * 0.5) / 15, 12);
    expect(aspect('finding')?.tokenRecall).toBeUndefined();
  });

  it('gives each source its own accuracy with count', () => {
    expect(scores?.sources.map(({ source, accuracy }) => [source, accuracy.value, accuracy.count])).toEqual([
      ['source-a', 27 / 34, 34],
      ['source-b', 9 / 15, 15],
    ]);
  });

  it('puts the value inside its interval, and repeats the interval exactly', () => {
    const again = scoreAnswers([...finding, ...organ, ...rare]);
    const interval = scores?.macroAccuracy?.interval;
    expect(interval?.low).toBeLessThan(scores?.macroAccuracy?.value ?? 0);
    expect(interval?.high).toBeGreaterThan(scores?.macroAccuracy?.value ?? 1);
    expect(again?.macroAccuracy?.interval).toEqual(interval);
  });

  it('widens the interval when the answers come from few groups', () => {
    const single = times(40, () => answer('x', 'yes', 'yes')).map((entry, index) => ({
      ...entry,
      given: index % 2 === 0 ? 'yes' : 'no',
    }));
    // Each group is all right or all wrong, so 4 groups of 10 know far less than 40 groups of one.
    const grouped = single.map((entry, index) => ({
      ...entry,
      group: `patient-${(index % 2) * 2 + (index % 4 < 2 ? 0 : 1)}`,
    }));
    const width = (answers: JudgedAnswer[]) => {
      const interval = scoreAnswers(answers)?.accuracy.interval;
      return interval === undefined ? Number.NaN : interval.high - interval.low;
    };
    // 40 independent halves: ± 1.96 × √(0.25/40) = 0.31 wide; 4 groups: 0 to 1 are both within 95%.
    expect(width(single)).toBeGreaterThan(0.25);
    expect(width(single)).toBeLessThan(0.37);
    expect(width(grouped)).toBe(1);
  });

  it('gives no interval for a single group and nothing for no answers', () => {
    const one = scoreAnswers([answer('x', 'yes', 'yes')]);
    expect(one?.accuracy).toEqual({ value: 1, count: 1 });
    expect(scoreAnswers([])).toBeUndefined();
  });

  it('gives no interval where all groups are alike, since two right answers do not prove 100%', () => {
    const two = scoreAnswers([answer('x', 'yes', 'yes'), answer('x', 'yes', 'yes')]);
    expect(two?.accuracy).toEqual({ value: 1, count: 2 });
  });

  it('keeps confusions with their cases, the fullest first', () => {
    expect(confusionsOf(finding).map((cell) => [cell.expected, cell.given, cell.answers.length])).toEqual([
      ['no', 'no', 12],
      ['no', 'yes', 4],
      ['yes', 'no', 3],
      ['yes', 'yes', 1],
    ]);
  });
});

describe('the answers behind a figure', () => {
  // 20 of the aspect "finding", of which 16 ask for what is absent, and 2 of an aspect too small to count.
  const rare = { ...answer('z', 'left', 'left'), aspect: 'side', answerType: 'open' as const };
  const all = [...finding, rare, rare];

  it.each([
    [{ kind: 'aspect', aspect: 'side' } as const, 2],
    [{ kind: 'macro' } as const, 20],
    [{ kind: 'balanced' } as const, 20],
    [{ kind: 'hallucination' } as const, 16],
    [{ kind: 'all' } as const, 22],
  ])('are those that %o counts', (figure, count) => {
    expect(answersBehind(figure, all)).toHaveLength(count);
  });
});

describe('calibration error', () => {
  it('weights the gap between accuracy and confidence by the answers of each bin', () => {
    const five = () => [
      // bin 0.9–1: 4 answers of 5, accuracy 3/4, mean probability 0.95 → gap 0.2
      ...times(3, () => answer('x', 'yes', 'yes', { probability: 0.95 })),
      answer('x', 'yes', 'no', { probability: 0.95 }),
      // bin 0.6–0.7: 1 answer of 5, accuracy 0, probability 0.65 → gap 0.65
      answer('x', 'yes', 'no', { probability: 0.65 }),
      // without a probability: not counted
      answer('x', 'yes', 'no'),
    ];
    const answers = Array.from({ length: 10 }, five).flat();
    const calibration = scoreAnswers(answers)?.calibration;
    expect(calibration?.count).toBe(50);
    expect(calibration?.error).toBeCloseTo((4 / 5) * 0.2 + (1 / 5) * 0.65, 12);
  });

  it('puts a probability of 1 into the last bin, and is not stated for a handful of answers', () => {
    const sure = () => answer('x', 'yes', 'yes', { probability: 1 });
    expect(scoreAnswers(times(30, sure))?.calibration?.error).toBe(0);
    expect(scoreAnswers(times(29, sure))?.calibration).toBeUndefined();
  });
});
