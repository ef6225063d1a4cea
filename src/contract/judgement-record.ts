import * as v from 'valibot';
import {
  configurationSchema,
  count,
  failureSchema,
  fraction,
  milliseconds,
  runtimeSchema,
  timestamp,
} from './record-parts';

/** Schema of what a configuration answered: one judgement for a configuration and a pack, answer by answer. */

export const answerSchema = v.object({
  caseId: v.string(),
  questionId: v.string(),
  source: v.string(),
  /** Images of one patient or near-duplicate cluster; intervals resample groups. The case's id where the pack has none. */
  group: v.string(),
  aspect: v.string(),
  answerType: v.picklist(['closed', 'number', 'open']),
  question: v.string(),
  choices: v.exactOptional(v.array(v.string())),
  expected: v.string(),
  given: v.string(),
  /** Calibrated probability of the whole answer; absent for an empty answer. */
  probability: v.exactOptional(fraction),
  unlikeTraining: v.exactOptional(v.boolean()),
  firstTokenMs: v.exactOptional(milliseconds),
  totalMs: v.exactOptional(milliseconds),
});

const skipped = v.object({
  caseId: v.string(),
  /** Absent when the whole case was skipped. */
  questionId: v.exactOptional(v.string()),
  image: v.string(),
  failure: failureSchema,
});

export const judgementSchema = v.object({
  configuration: configurationSchema,
  runtime: v.exactOptional(runtimeSchema),
  /** WASM threads of the parts that were merged, ascending, where these differed; `runtime.threads` is then absent. */
  threadCounts: v.exactOptional(v.pipe(v.array(count), v.minLength(1))),
  pack: v.object({
    id: v.string(),
    title: v.string(),
    license: v.exactOptional(v.string()),
    attribution: v.exactOptional(v.string()),
    caseCount: count,
    questionCount: count,
  }),
  /** The part of the pack this run was asked for; shards and limits of one pack can be merged. */
  part: v.exactOptional(
    v.object({ shardIndex: v.exactOptional(count), shardCount: v.exactOptional(count), limit: v.exactOptional(count) }),
  ),
  startedAt: timestamp,
  /** Absent when stopped before the end. */
  finishedAt: v.exactOptional(timestamp),
  answers: v.array(answerSchema),
  skipped: v.array(skipped),
  imageCount: count,
  elapsedMs: milliseconds,
  /**
   * Whole page with its workers, where it can be told: the browser's own count (`measureUserAgentSpecificMemory`), or the
   * resident memory of the page's process in a headless result.
   */
  memoryAtStartBytes: v.exactOptional(count),
  memoryAtEndBytes: v.exactOptional(count),
});

const comparison = { configuration: configurationSchema, reference: configurationSchema };

/** Forced decoding: the reference's own tokens are fed to the configuration, which says what it would have chosen. */
export const agreementSchema = v.variant('status', [
  v.object({
    status: v.literal('compared'),
    ...comparison,
    promptCount: count,
    tokenCount: count,
    agreeingTokenCount: count,
    /** Prompts of which every token agreed. Where the answer ends is not compared. */
    identicalPromptCount: count,
    /** First disagreement of each prompt that has one. */
    divergences: v.array(
      v.object({ imageId: v.string(), prompt: v.string(), tokenIndex: count, referenceText: v.string() }),
    ),
  }),
  v.object({ status: v.literal('failed'), ...comparison, failure: failureSchema }),
]);
