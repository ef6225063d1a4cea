import type { JudgedAnswer } from '../contract/benchmark-record';

export interface ScoredAnswer {
  answer: JudgedAnswer;
  /** Both in the normalised form in which they were compared. */
  expected: string;
  given: string;
  correct: boolean;
  /** A yes/no question about something that is not there. */
  absentFinding: boolean;
  hallucinated: boolean;
  /** Open questions only. */
  tokenRecall?: number;
}

export type StatisticKey =
  | 'accuracy'
  | 'macroAccuracy'
  | 'macroBalancedAccuracy'
  | 'hallucination'
  | `aspect:${string}`
  | `balanced:${string}`
  | `source:${string}`;

/** Questions that one statistic divides: how many there are, and how many count as hits. */
interface Tally {
  total: number;
  hits: number;
}

export interface Estimator {
  groupCount: number;
  position: (key: StatisticKey) => number | undefined;
  count: (key: StatisticKey) => number;
  /** All statistics on the answers as they are. */
  whole: () => (number | undefined)[];
  /** All statistics when groups are drawn with replacement. */
  draw: (draw: Uint32Array) => (number | undefined)[];
}

/**
 * Prepares all statistics of a judgement so that a resample of the groups costs additions only: each group is reduced
 * to the tallies that it adds to, once.
 */
export function estimator(scored: readonly ScoredAnswer[], minAspectQuestions: number): Estimator {
  const names = new Map<string, number>();
  const indexOf = (name: string): number => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, names.size);
    return names.size - 1;
  };
  const groups = new Map<string, { tally: number; hit: boolean }[]>();
  for (const entry of scored) {
    const group = groups.get(entry.answer.group) ?? [];
    groups.set(entry.answer.group, group);
    for (const name of tallyNames(entry)) group.push({ tally: indexOf(name), hit: entry.correct });
    if (entry.absentFinding) group.push({ tally: indexOf('hallucination'), hit: entry.hallucinated });
  }
  const members = [...groups.values()];
  const everyGroup = Uint32Array.from(members.keys());
  const add = (draw: Uint32Array): Tally[] => {
    const tallies = Array.from(names, () => ({ total: 0, hits: 0 }));
    for (const group of draw) {
      for (const { tally, hit } of members[group] ?? []) {
        const sum = tallies[tally];
        if (sum === undefined) continue;
        sum.total += 1;
        if (hit) sum.hits += 1;
      }
    }
    return tallies;
  };
  const layout = layOut(names, add(everyGroup), minAspectQuestions);
  const evaluate = (draw: Uint32Array): (number | undefined)[] => {
    const tallies = add(draw);
    return layout.map(({ value }) => value(tallies));
  };
  return {
    groupCount: members.length,
    position: (key) => positionOf(layout, key),
    count: (key) => layout.find((entry) => entry.key === key)?.count ?? 0,
    whole: () => evaluate(everyGroup),
    draw: evaluate,
  };
}

function tallyNames({ answer, expected }: ScoredAnswer): string[] {
  return ['accuracy', `aspect:${answer.aspect}`, `source:${answer.source}`, className(answer.aspect, expected)];
}

/** One reference answer of one aspect; JSON keeps any two pairs apart. */
function className(aspect: string, expected: string): string {
  return `class:${JSON.stringify([aspect, expected])}`;
}

interface Statistic {
  key: StatisticKey;
  count: number;
  value: (tallies: readonly Tally[]) => number | undefined;
}

function layOut(names: ReadonlyMap<string, number>, whole: readonly Tally[], minAspectQuestions: number): Statistic[] {
  const share = (index: number) => (tallies: readonly Tally[]) => {
    const tally = tallies[index];
    return tally === undefined || tally.total === 0 ? undefined : tally.hits / tally.total;
  };
  const aspects: { accuracy: Statistic; balanced: Statistic }[] = [];
  const statistics: Statistic[] = [];
  for (const [name, index] of names) {
    const count = whole[index]?.total ?? 0;
    if (name.startsWith('aspect:')) {
      const aspect = name.slice('aspect:'.length);
      const classes = [...names].filter(([other]) => isClassOf(other, aspect)).map(([, position]) => share(position));
      const accuracy: Statistic = { key: `aspect:${aspect}`, count, value: share(index) };
      const balanced: Statistic = {
        key: `balanced:${aspect}`,
        count,
        value: (all) => meanOf(classes.map((one) => one(all))),
      };
      statistics.push(accuracy, balanced);
      if (count >= minAspectQuestions) aspects.push({ accuracy, balanced });
    } else if (name.startsWith('source:')) {
      statistics.push({ key: `source:${name.slice('source:'.length)}`, count, value: share(index) });
    } else if (name === 'accuracy' || name === 'hallucination') {
      statistics.push({ key: name, count, value: share(index) });
    }
  }
  if (aspects.length === 0) return statistics;
  const count = aspects.reduce((sum, { accuracy }) => sum + accuracy.count, 0);
  const macro = (kind: 'accuracy' | 'balanced') => (all: readonly Tally[]) =>
    meanOf(aspects.map((aspect) => aspect[kind].value(all)));
  statistics.push({ key: 'macroAccuracy', count, value: macro('accuracy') });
  statistics.push({ key: 'macroBalancedAccuracy', count, value: macro('balanced') });
  return statistics;
}

function isClassOf(name: string, aspect: string): boolean {
  if (!name.startsWith('class:')) return false;
  const [own] = JSON.parse(name.slice('class:'.length)) as [string, string];
  return own === aspect;
}

/** Mean of what this draw defines: a class or aspect that a resample happens to leave out does not count as 0. */
function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const defined = values.filter((value) => value !== undefined);
  return defined.length === 0 ? undefined : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

function positionOf(layout: readonly Statistic[], key: StatisticKey): number | undefined {
  const position = layout.findIndex((entry) => entry.key === key);
  return position === -1 ? undefined : position;
}

/** Recall of each distinct reference answer, the most frequent first. */
export function classRecalls(scored: readonly ScoredAnswer[]): { answer: string; count: number; recall: number }[] {
  const classes = new Map<string, Tally>();
  for (const { expected, correct } of scored) {
    const tally = classes.get(expected) ?? { total: 0, hits: 0 };
    classes.set(expected, { total: tally.total + 1, hits: tally.hits + (correct ? 1 : 0) });
  }
  return [...classes]
    .map(([answer, { total, hits }]) => ({ answer, count: total, recall: hits / total }))
    .sort((a, b) => b.count - a.count);
}
