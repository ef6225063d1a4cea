import type { Judgement } from '../contract/benchmark-record';
import type { CasePack, PackCase } from '../contract/case-pack';
import type { Configuration } from '../contract/inference-api';
import type { RuntimeIdentity } from '../contract/measurement';
import { configurationKey } from './configuration-label';
import { threadCountsOf } from './count-threads';

export interface PackPart {
  /** Every `shardCount`-th case from `shardIndex` on (counted from 0). */
  shardIndex?: number;
  shardCount?: number;
  /** The first so many cases, of the shard if there is one. */
  limit?: number;
}

export function newJudgement(
  configuration: Configuration,
  pack: CasePack,
  start: { part?: PackPart; runtime?: RuntimeIdentity; now: Date },
): Judgement {
  const { id, title, license, attribution, cases } = pack;
  return {
    configuration,
    ...(start.runtime === undefined ? {} : { runtime: start.runtime }),
    pack: {
      id,
      title,
      ...(license === undefined ? {} : { license }),
      ...(attribution === undefined ? {} : { attribution }),
      caseCount: cases.length,
      questionCount: cases.reduce((sum, entry) => sum + entry.questions.length, 0),
    },
    ...(start.part === undefined ? {} : { part: start.part }),
    startedAt: start.now.toISOString(),
    answers: [],
    skipped: [],
    imageCount: 0,
    elapsedMs: 0,
  };
}

export function casesOfPart(pack: CasePack, part: PackPart = {}): PackCase[] {
  const { shardIndex = 0, shardCount = 1, limit = Infinity } = part;
  return pack.cases.filter((_, index) => index % shardCount === shardIndex).slice(0, limit);
}

/** Cases of the judgement's part that it has neither answered nor skipped. */
export function remainingCases(pack: CasePack, judgement: Judgement): PackCase[] {
  const done = new Set([...judgement.answers, ...judgement.skipped].map(({ caseId }) => caseId));
  return casesOfPart(pack, judgement.part).filter(({ id }) => !done.has(id));
}

/** Judgements of one configuration on one pack belong together, whatever part of the pack each covers. */
export function judgementKey({ configuration, pack }: Judgement): string {
  return `${configurationKey(configuration)}|${pack.id}`;
}

/** Why two judgements can't be put together. */
export type JudgementRefusal =
  /** The pack was changed between the two. */
  | { kind: 'pack-differs'; packId: string; counts: { cases: number; questions: number }[] }
  /** Both cover some of the pack's cases: times would count twice what answers count once. */
  | { kind: 'overlap'; packId: string; caseIds: string[] };

/** Why two judgements of one configuration on one pack can't be put together; undefined when they can. */
export function refuseJudgements(first: Judgement, second: Judgement): JudgementRefusal | undefined {
  const packId = first.pack.id;
  const counts = [first, second].map(({ pack }) => ({ cases: pack.caseCount, questions: pack.questionCount }));
  if (new Set(counts.map(({ cases, questions }) => `${cases}|${questions}`)).size > 1) {
    return { kind: 'pack-differs', packId, counts };
  }
  const known = coveredCases(first);
  const caseIds = [...coveredCases(second)].filter((id) => known.has(id));
  return caseIds.length === 0 ? undefined : { kind: 'overlap', packId, caseIds };
}

/** Ids of the cases that a judgement answered or skipped. */
function coveredCases({ answers, skipped }: Judgement): Set<string> {
  return new Set([...answers, ...skipped].map(({ caseId }) => caseId));
}

/**
 * Puts two parts of one configuration on one pack together that `refuseJudgements` has nothing against.
 * What ran is told only as far as both agree. Memory figures belong to single runs and are dropped.
 */
export function mergeJudgements(first: Judgement, second: Judgement): Judgement {
  const { configuration, pack } = first;
  const ends = [first.finishedAt, second.finishedAt].filter((end) => end !== undefined).sort();
  return {
    configuration,
    ...mergeRuntimes(first, second),
    pack,
    startedAt: [first.startedAt, second.startedAt].sort()[0] ?? first.startedAt,
    ...(ends[1] === undefined ? {} : { finishedAt: ends[1] }),
    answers: [...first.answers, ...second.answers],
    skipped: [...first.skipped, ...second.skipped],
    imageCount: first.imageCount + second.imageCount,
    // Machine time, not the wall clock: shards may have run at the same time.
    elapsedMs: first.elapsedMs + second.elapsedMs,
  };
}

function mergeRuntimes(first: Judgement, second: Judgement): Pick<Judgement, 'runtime' | 'threadCounts'> {
  const runtime = first.runtime ?? second.runtime;
  if (runtime === undefined) return {};
  const [left, right] = [threadCountsOf(first), threadCountsOf(second)];
  const counts = [...new Set([...left, ...right])].sort((a, b) => a - b);
  if (left.length > 0 && right.length > 0 && counts.length === 1) return { runtime };
  const unthreaded = { ...runtime };
  delete unthreaded.threads;
  // Where one part doesn't tell, the other's count would pass for both.
  return left.length > 0 && right.length > 0 ? { runtime: unthreaded, threadCounts: counts } : { runtime: unthreaded };
}
