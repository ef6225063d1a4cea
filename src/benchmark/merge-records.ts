import type { Agreement, BenchmarkRecord, Judgement, Yardstick } from '../contract/benchmark-record';
import type { Configuration } from '../contract/configuration';
import { configurationKey } from './configuration-label';
import { judgementKey, mergeJudgements, refuseJudgements, type JudgementRefusal } from './judgement';

/** A result and the file that it came from. */
export interface MergePart {
  file: string;
  record: BenchmarkRecord;
}

/** Why results can't be put together, and which two files are at odds. */
export type MergeRefusal =
  | { kind: 'nothing' }
  | { kind: 'model-differs'; modelId: string; files: [string, string] }
  | (JudgementRefusal & { configuration: Configuration; files: [string, string] });

export type MergeEnd = { ok: true; value: BenchmarkRecord } | { ok: false; refusal: MergeRefusal };

/**
 * Puts results together, in the order given: disjoint parts of one configuration and pack become one judgement; of two
 * measurements of one cell, agreement or yardstick the first is kept. The first result's environment stands for all.
 */
export function mergeRecords(parts: readonly MergePart[]): MergeEnd {
  const [first, ...others] = parts.map(({ record }) => record);
  if (first === undefined) return { ok: false, refusal: { kind: 'nothing' } };
  const refusal = firstRefusal(parts);
  if (refusal !== undefined) return { ok: false, refusal };
  return { ok: true, value: others.reduce(mergeTwo, first) };
}

/** Looks at each two results, not at each with all before it, so that it can say which two files are at odds. */
function firstRefusal(parts: readonly MergePart[]): MergeRefusal | undefined {
  for (const [position, right] of parts.entries()) {
    for (const left of parts.slice(0, position)) {
      const refusal = refusePair(left, right);
      if (refusal !== undefined) return refusal;
    }
  }
  return undefined;
}

function refusePair(left: MergePart, right: MergePart): MergeRefusal | undefined {
  const files: [string, string] = [left.file, right.file];
  const modelId = differingModel(left.record, right.record);
  if (modelId !== undefined) return { kind: 'model-differs', modelId, files };
  for (const judgement of right.record.judgements) {
    const known = left.record.judgements.find((entry) => judgementKey(entry) === judgementKey(judgement));
    const refusal = known && refuseJudgements(known, judgement);
    if (refusal !== undefined) return { ...refusal, configuration: judgement.configuration, files };
  }
  return undefined;
}

function mergeTwo(merged: BenchmarkRecord, other: BenchmarkRecord): BenchmarkRecord {
  const cells = withNew(merged.cells, other.cells, ({ configuration }) => configurationKey(configuration));
  const yardsticks = withNew(merged.yardsticks ?? [], other.yardsticks ?? [], yardstickKey);
  const ends = [merged.finishedAt, other.finishedAt].filter((end) => end !== undefined).sort();
  const joined: BenchmarkRecord = {
    ...merged,
    startedAt: [merged.startedAt, other.startedAt].sort()[0] ?? merged.startedAt,
    models: withNew(merged.models, other.models, ({ id }) => id),
    cells,
    judgements: joinJudgements(merged.judgements, other.judgements),
    agreements: withNew(merged.agreements, other.agreements, agreementKey),
    ...(yardsticks.length === 0 ? {} : { yardsticks }),
  };
  // Whole only when all parts are; a plan describes its own cells only, and with others added it would be wrong.
  if (ends[1] === undefined) delete joined.finishedAt;
  else joined.finishedAt = ends[1];
  if (cells.length > merged.cells.length) delete joined.plan;
  return joined;
}

function joinJudgements(known: readonly Judgement[], added: readonly Judgement[]): Judgement[] {
  const joined = new Map(known.map((entry) => [judgementKey(entry), entry]));
  for (const judgement of added) {
    const other = joined.get(judgementKey(judgement));
    joined.set(judgementKey(judgement), other === undefined ? judgement : mergeJudgements(other, judgement));
  }
  return [...joined.values()];
}

/** The known entries and those of the added whose key none of them has. */
function withNew<T>(known: readonly T[], added: readonly T[], keyOf: (entry: T) => string): T[] {
  const keys = new Set(known.map(keyOf));
  return [...known, ...added.filter((entry) => !keys.has(keyOf(entry)))];
}

function agreementKey({ configuration, reference }: Agreement): string {
  return `${configurationKey(configuration)} ${configurationKey(reference)}`;
}

function yardstickKey({ modelId, dtype, threads }: Yardstick): string {
  return `${modelId}|${dtype}|${threads}`;
}

function differingModel(left: BenchmarkRecord, right: BenchmarkRecord): string | undefined {
  for (const model of left.models) {
    const other = right.models.find(({ id }) => id === model.id);
    if (other === undefined) continue;
    const hashes = new Map(other.files.map(({ path, sha256 }) => [path, sha256]));
    if (model.files.some(({ path, sha256 }) => hashes.get(path) !== sha256)) return model.id;
  }
  return undefined;
}
