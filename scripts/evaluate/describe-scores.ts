import { countThreads, threadCountsOf } from '../../src/benchmark/count-threads.ts';
import { formatBytes, formatEstimate } from '../../src/benchmark/format-figures.ts';
import { scoreAnswers } from '../../src/benchmark/scoring.ts';
import type { Judgement } from '../../src/contract/benchmark-record.ts';

/** The figures of one judgement as the terminal shows them, one a line. */
export function describeScores(judgement: Judgement): string {
  const { configuration, pack, answers, skipped, imageCount, elapsedMs } = judgement;
  const scores = scoreAnswers(answers);
  const counts = threadCountsOf(judgement);
  const threads = counts.length === 0 ? '' : `, ${countThreads(counts)}`;
  const lines = [`${configuration.modelId} ${configuration.dtype} ${configuration.device}${threads} on ${pack.title}`];
  const add = (name: string, text: string | undefined) => {
    if (text !== undefined) lines.push(`  ${name.padEnd(24)}${text}`);
  };
  add('macro accuracy', scores?.macroAccuracy && formatEstimate(scores.macroAccuracy));
  add('macro balanced accuracy', scores?.macroBalancedAccuracy && formatEstimate(scores.macroBalancedAccuracy));
  add('hallucination rate', scores?.hallucinationRate && formatEstimate(scores.hallucinationRate));
  add('accuracy, all questions', scores && formatEstimate(scores.accuracy));
  const calibration = scores?.calibration;
  add(
    'calibration error',
    calibration && `${calibration.error.toFixed(3)} (closed questions, n = ${calibration.count})`,
  );
  for (const { aspect, accuracy, balancedAccuracy, counted } of scores?.aspects ?? []) {
    const balanced = `balanced ${(balancedAccuracy.value * 100).toFixed(1)}%`;
    add(`  ${aspect}`, `${formatEstimate(accuracy)}, ${balanced}${counted ? '' : ', too few for the means'}`);
  }
  add('images', `${imageCount} judged, ${skipped.length} skipped of ${pack.caseCount} in the pack`);
  add('questions', `${answers.length} answered of ${pack.questionCount} in the pack`);
  if (elapsedMs > 0 && imageCount > 0) add('images a second', ((imageCount * 1000) / elapsedMs).toFixed(2));
  const { memoryAtStartBytes, memoryAtEndBytes } = judgement;
  if (memoryAtStartBytes !== undefined && memoryAtEndBytes !== undefined) {
    add('memory, start and end', `${formatBytes(memoryAtStartBytes)}, ${formatBytes(memoryAtEndBytes)}`);
  }
  return lines.join('\n');
}
