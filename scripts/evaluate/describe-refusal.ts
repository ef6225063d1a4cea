import { configurationLabel } from '../../src/benchmark/configuration-label.ts';
import type { MergeRefusal } from '../../src/benchmark/merge-records.ts';

/** Why results were not put together, and what to do about it. */
export function describeRefusal(refusal: MergeRefusal): string {
  switch (refusal.kind) {
    case 'nothing':
      return 'There is no result to merge.';
    case 'model-differs':
      return `${both(refusal.files)} used different files of the model ${refusal.modelId}. Judge again with one of the two.`;
    case 'pack-differs': {
      const [left, right] = refusal.counts.map(({ cases, questions }) => `${cases} cases and ${questions} questions`);
      return `${both(refusal.files)} used different versions of the pack ${refusal.packId}: the first counts ${left ?? ''}, the second ${right ?? ''}. Judge again with one of the two.`;
    }
    case 'overlap': {
      const { caseIds, packId, configuration, files } = refusal;
      const cases = caseIds.length === 1 ? '1 case' : `${caseIds.length} cases`;
      const label = `${configuration.modelId} ${configurationLabel(configuration)}`;
      return `${both(files)} share ${cases} of the pack ${packId} (${label}; the first is ${caseIds[0] ?? ''}). Leave out one of them: only parts without common cases make a whole.`;
    }
  }
}

function both([left, right]: [string, string]): string {
  return `${left} and ${right}`;
}
