import type { BenchmarkRecord, Judgement } from '../contract/benchmark-record';
import { fail, succeed, type Result } from '../contract/failure';
import { configurationKey } from './configuration-label';
import { judgementKey, mergeJudgements } from './judgement';

/**
 * Puts results of one model version together, in the order given: shards of one configuration and pack become one
 * judgement; of two measurements of one cell the first is kept. The first result's environment stands for all.
 * Fails with `model-invalid` when two results used different files under the same model's name.
 */
export function mergeRecords(records: readonly BenchmarkRecord[]): Result<BenchmarkRecord> {
  const [first, ...others] = records;
  if (first === undefined)
    return fail({ code: 'pack-invalid', pack: '', key: 'records', detail: 'There is no result to merge.' });
  const judgements = new Map<string, Judgement>(first.judgements.map((entry) => [judgementKey(entry), entry]));
  let merged = first;
  for (const other of others) {
    const clash = differingModel(merged, other);
    if (clash !== undefined) {
      return fail({ code: 'model-invalid', file: clash, detail: 'The results used different files of this model.' });
    }
    for (const judgement of other.judgements) {
      const known = judgements.get(judgementKey(judgement));
      const joined = known === undefined ? succeed(judgement) : mergeJudgements(known, judgement);
      if (!joined.ok) return joined;
      judgements.set(judgementKey(judgement), joined.value);
    }
    const measured = new Set(merged.cells.map(({ configuration }) => configurationKey(configuration)));
    const cells = other.cells.filter(({ configuration }) => !measured.has(configurationKey(configuration)));
    merged = {
      // A plan describes its own cells only; with others added it would be wrong.
      ...(cells.length === 0 ? merged : withoutPlan(merged)),
      models: [...merged.models, ...other.models.filter(({ id }) => !merged.models.some((model) => model.id === id))],
      cells: [...merged.cells, ...cells],
      agreements: [...merged.agreements, ...other.agreements],
    };
  }
  return succeed({ ...merged, judgements: [...judgements.values()] });
}

function withoutPlan(record: BenchmarkRecord): BenchmarkRecord {
  const copy = { ...record };
  delete copy.plan;
  return copy;
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
