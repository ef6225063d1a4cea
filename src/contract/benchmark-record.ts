import * as v from 'valibot';
import { DTYPES } from './configuration';
import { answerSchema, agreementSchema, judgementSchema } from './judgement-record';
import { configurationSchema, count, failureSchema, milliseconds, runtimeSchema, timestamp } from './record-parts';

/**
 * Schema of an exported result, `edgeward-benchmark/1`: all that is needed to believe it, to draw it again and to compare
 * it with another machine's. Documented in docs/benchmark-record.md. What was not measured is left out, never 0 or null.
 */

const environment = v.object({
  browser: v.object({ name: v.string(), version: v.exactOptional(v.string()), userAgent: v.string() }),
  /** As the browser tells it; browsers round or freeze some of it. */
  os: v.exactOptional(
    v.object({ name: v.string(), version: v.exactOptional(v.string()), architecture: v.exactOptional(v.string()) }),
  ),
  logicalCores: v.exactOptional(count),
  /** `navigator.deviceMemory`: rounded and capped by the browser. */
  deviceMemoryGib: v.exactOptional(v.number()),
  crossOriginIsolated: v.boolean(),
  gpu: v.exactOptional(
    v.object({ vendor: v.string(), architecture: v.string(), description: v.string(), isFallback: v.boolean() }),
  ),
  page: v.object({ version: v.string(), commit: v.exactOptional(v.string()) }),
  headless: v.exactOptional(v.boolean()),
});

const modelIdentity = v.object({
  id: v.string(),
  version: v.string(),
  files: v.array(
    v.object({
      path: v.string(),
      bytes: count,
      sha256: v.string(),
      dtype: v.exactOptional(v.string()),
      module: v.exactOptional(v.string()),
    }),
  ),
});

const plan = v.object({
  configurations: v.array(configurationSchema),
  images: v.array(v.object({ id: v.string(), title: v.string() })),
  prompt: v.variant('kind', [
    v.object({ kind: v.literal('caption') }),
    v.object({ kind: v.literal('question'), text: v.string() }),
  ]),
  /** Tokens that every run decodes, whatever the model would have said: equal work for all cells. */
  forcedTokenCount: v.pipe(count, v.minValue(1)),
  /** Times that every cell gets a fresh worker. */
  rounds: v.pipe(count, v.minValue(1)),
  /** Counted runs in each of those workers. */
  runsPerRound: v.pipe(count, v.minValue(1)),
  /** Runs at the start of each worker that are not counted. */
  warmupRuns: count,
  /** Whether the answers are compared with fp32's after the times; absent where that was never planned. */
  comparesTokens: v.exactOptional(v.boolean()),
});

const loadSample = v.object({
  round: count,
  fetchMs: milliseconds,
  hashMs: milliseconds,
  sessionMs: milliseconds,
  warmupMs: v.exactOptional(milliseconds),
  totalMs: milliseconds,
  fromStorage: v.boolean(),
});

const runSample = v.object({
  round: count,
  run: count,
  imageId: v.string(),
  preprocessMs: v.exactOptional(milliseconds),
  visionEncodeMs: v.exactOptional(milliseconds),
  prefillMs: milliseconds,
  firstTokenMs: milliseconds,
  decodeMs: milliseconds,
  totalMs: milliseconds,
  promptTokenCount: count,
  reusedPromptTokenCount: v.exactOptional(count),
  generatedTokenCount: count,
  decodeTokensPerSecond: v.exactOptional(v.number()),
  tokenGapsMs: v.array(milliseconds),
  sessionRunMs: milliseconds,
  /** Absent in results of versions before it was measured. */
  decodeSessionRunMs: v.exactOptional(milliseconds),
  /** Whole page with its workers, after the last run of a worker: as `memoryAtEndBytes` of a judgement. */
  memoryBytes: v.exactOptional(count),
});

const cell = v.object({
  configuration: configurationSchema,
  status: v.picklist(['waiting', 'running', 'done', 'crashed', 'stopped', 'unsupported']),
  failure: v.exactOptional(failureSchema),
  runtime: v.exactOptional(runtimeSchema),
  loads: v.array(loadSample),
  /** First run of each fresh worker: cold caches, not among `runs`. */
  coldRuns: v.array(runSample),
  runs: v.array(runSample),
  /** Runs thrown away and repeated because the tab was hidden meanwhile. */
  hiddenRepeats: count,
});

/** The same files on ONNX Runtime outside a browser, run interleaved with the cells (`benchmark --native`). */
const yardstick = v.object({
  engine: v.literal('onnxruntime-node'),
  engineVersion: v.string(),
  modelId: v.string(),
  dtype: v.picklist(DTYPES),
  threads: count,
  loads: v.array(v.object({ round: count, sessionMs: milliseconds })),
  runs: v.array(
    v.object({
      round: count,
      run: count,
      visionEncodeMs: v.exactOptional(milliseconds),
      prefillMs: milliseconds,
      decodeMs: milliseconds,
      totalMs: milliseconds,
      generatedTokenCount: count,
      tokenGapsMs: v.array(milliseconds),
    }),
  ),
  failure: v.exactOptional(failureSchema),
});

export const benchmarkRecordSchema = v.object({
  format: v.literal('edgeward-benchmark/1'),
  id: v.pipe(v.string(), v.minLength(1)),
  name: v.string(),
  startedAt: timestamp,
  /** Absent while the matrix is under way or was interrupted. */
  finishedAt: v.exactOptional(timestamp),
  environment,
  models: v.array(modelIdentity),
  plan: v.exactOptional(plan),
  cells: v.array(cell),
  yardsticks: v.exactOptional(v.array(yardstick)),
  judgements: v.array(judgementSchema),
  agreements: v.array(agreementSchema),
});

export type BenchmarkRecord = v.InferOutput<typeof benchmarkRecordSchema>;
export type BenchmarkEnvironment = v.InferOutput<typeof environment>;
export type ModelIdentity = v.InferOutput<typeof modelIdentity>;
export type BenchmarkPlan = v.InferOutput<typeof plan>;
export type BenchmarkCell = v.InferOutput<typeof cell>;
export type LoadSample = v.InferOutput<typeof loadSample>;
export type RunSample = v.InferOutput<typeof runSample>;
export type Yardstick = v.InferOutput<typeof yardstick>;
export type Judgement = v.InferOutput<typeof judgementSchema>;
export type JudgedAnswer = v.InferOutput<typeof answerSchema>;
export type Agreement = v.InferOutput<typeof agreementSchema>;
