import type { Judgement } from '../contract/benchmark-record';
import type { CasePack, PackCase } from '../contract/case-pack';
import { fail, succeed, type Result } from '../contract/failure';
import type { Configuration } from '../contract/inference-api';
import type { RuntimeIdentity } from '../contract/measurement';
import { configurationKey } from './configuration-label';

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

/**
 * Puts the shards of one configuration on one pack together. An answer that two shards hold is taken from the first.
 * Memory figures belong to single runs and are dropped.
 * Fails with `pack-invalid` when the shards come from different versions of the pack.
 */
export function mergeJudgements(first: Judgement, second: Judgement): Result<Judgement> {
  const { caseCount, questionCount, id } = first.pack;
  if (caseCount !== second.pack.caseCount || questionCount !== second.pack.questionCount) {
    const detail = `One result counts ${caseCount} cases and ${questionCount} questions, the other ${second.pack.caseCount} and ${second.pack.questionCount}.`;
    return fail({ code: 'pack-invalid', pack: id, key: 'cases', detail });
  }
  const seen = new Set([...first.answers, ...first.skipped].map(({ caseId }) => caseId));
  const unseen = ({ caseId }: { caseId: string }) => !seen.has(caseId);
  const answers = [...first.answers, ...second.answers.filter(unseen)];
  const skipped = [...first.skipped, ...second.skipped.filter(unseen)];
  const { configuration, runtime, pack } = first;
  const ends = [first.finishedAt, second.finishedAt].filter((end) => end !== undefined).sort();
  return succeed({
    configuration,
    ...(runtime === undefined ? {} : { runtime }),
    pack,
    startedAt: [first.startedAt, second.startedAt].sort()[0] ?? first.startedAt,
    ...(ends[1] === undefined ? {} : { finishedAt: ends[1] }),
    answers,
    skipped,
    imageCount: new Set(answers.map(({ caseId }) => caseId)).size,
    // Machine time, not the wall clock: shards may have run at the same time.
    elapsedMs: first.elapsedMs + second.elapsedMs,
  });
}
