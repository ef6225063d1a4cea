import { configurationKey } from '../benchmark/configuration-label';
import { casesOfPart, newJudgement, type PackPart } from '../benchmark/judgement';
import type { BenchmarkRecord, Judgement } from '../contract/benchmark-record';
import type { Configuration } from '../contract/inference-api';
import type { OpenPack } from './lab-packs';

export interface JudgeRequest {
  pack: OpenPack;
  configurations: readonly Configuration[];
  /** Judge the first so many cases only. */
  limit?: number;
  /** Adds to this result; a new one when it is absent or holds answers to another pack. */
  into?: BenchmarkRecord;
  name: string;
}

/** The judgement to go on with, or a new one. */
export function judgementOf(record: BenchmarkRecord, configuration: Configuration, request: JudgeRequest): Judgement {
  const { pack } = request.pack;
  const key = configurationKey(configuration);
  const known = record.judgements.find((entry) => configurationKey(entry.configuration) === key);
  const part = partOf(request);
  if (known === undefined) {
    return newJudgement(configuration, pack, { now: new Date(), ...(part === undefined ? {} : { part }) });
  }
  const open = { ...known };
  delete open.finishedAt;
  // A larger part of the pack than last time goes on after what is already answered.
  delete open.part;
  return { ...open, ...(part === undefined ? {} : { part }) };
}

function partOf({ limit, pack }: JudgeRequest): PackPart | undefined {
  return limit === undefined || limit >= pack.pack.cases.length ? undefined : { limit };
}

export function isComplete(judgement: Judgement, request: JudgeRequest): boolean {
  const done = new Set([...judgement.answers, ...judgement.skipped].map(({ caseId }) => caseId));
  return casesOfPart(request.pack.pack, partOf(request)).every(({ id }) => done.has(id));
}

export function withJudgement(record: BenchmarkRecord, judgement: Judgement): BenchmarkRecord {
  const key = configurationKey(judgement.configuration);
  const others = record.judgements.filter((entry) => configurationKey(entry.configuration) !== key);
  return { ...record, judgements: [...others, judgement] };
}
