import * as v from 'valibot';

/**
 * Schema of `public/models/<id>/manifest.json`, the only link between training and the page.
 * What was not measured is left out, never null or 0. Unknown keys are ignored.
 */

const dtype = v.picklist(['fp32', 'fp16', 'q8', 'q4', 'q4f16']);
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u, 'expected 64 lower-case hex digits'));
const bytes = v.pipe(v.number(), v.integer(), v.minValue(0));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** Relative path inside the model's folder: no `..`, no leading slash, no URL. */
const relativePath = v.pipe(
  v.string(),
  v.regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w][\w.\-/]*$/u, 'expected a relative path'),
);

const modelFile = v.object({
  path: relativePath,
  bytes,
  sha256,
  /** ONNX graph this file holds, in transformers.js' naming; absent for configuration and tokenizer files. */
  module: v.optional(v.string()),
  dtype: v.optional(dtype),
});

const deviceCell = v.object({
  /** `verified`: ran in a browser on this device and compared with fp32. `refused`: known to be wrong. */
  status: v.picklist(['verified', 'refused', 'untested']),
  reason: v.optional(v.string()),
  /** Share of tokens equal to fp32's under forced decoding. */
  tokenAgreement: v.optional(fraction),
  note: v.optional(v.string()),
});

const precision = v.object({
  dtype,
  weightBytes: bytes,
  devices: v.object({ wasm: v.optional(deviceCell), webgpu: v.optional(deviceCell) }),
});

const estimate = v.object({ value: v.number(), low: v.optional(v.number()), high: v.optional(v.number()) });

const quality = v.object({
  dtype,
  pack: v.string(),
  runtime: v.string(),
  macroAccuracy: v.optional(estimate),
  macroBalancedAccuracy: v.optional(estimate),
  hallucinationRate: v.optional(estimate),
  imageCount: v.optional(v.number()),
  questionCount: v.optional(v.number()),
});

const trainingSource = v.object({
  id: v.string(),
  title: v.string(),
  license: v.string(),
  attribution: v.string(),
  trainCount: v.optional(v.number()),
});

export const modelManifestSchema = v.object({
  format: v.literal('edgeward-model/1'),
  id: v.pipe(v.string(), v.regex(/^[\w][\w.-]*$/u)),
  title: v.string(),
  version: v.string(),
  task: v.picklist(['image-text', 'text']),
  architecture: v.string(),
  parameterCount: v.pipe(v.number(), v.integer(), v.minValue(1)),
  license: v.string(),
  card: v.optional(relativePath),
  summary: v.string(),
  image: v.optional(
    v.object({
      widthPx: v.pipe(v.number(), v.integer(), v.minValue(1)),
      heightPx: v.pipe(v.number(), v.integer(), v.minValue(1)),
      resample: v.literal('bilinear'),
      tokenCount: v.pipe(v.number(), v.integer(), v.minValue(1)),
    }),
  ),
  prompts: v.optional(v.object({ caption: v.string() })),
  training: v.optional(
    v.object({
      summary: v.string(),
      domains: v.array(v.object({ modality: v.string(), bodyPart: v.string() })),
      sources: v.array(trainingSource),
    }),
  ),
  files: v.pipe(v.array(modelFile), v.minLength(1)),
  precisions: v.pipe(v.array(precision), v.minLength(1)),
  calibration: v.optional(
    v.object({
      temperature: v.pipe(v.number(), v.gtValue(0)),
      /** Words below this calibrated probability are marked as uncertain. */
      uncertainBelow: fraction,
      eceBefore: v.optional(fraction),
      eceAfter: v.optional(fraction),
      count: v.optional(v.number()),
    }),
  ),
  limit: v.optional(v.object({ file: relativePath, auroc: v.optional(fraction) })),
  quality: v.optional(v.array(quality)),
});

/** Schema of `public/models/index.json`: which model folders there are. */
export const modelIndexSchema = v.object({
  format: v.literal('model-index/1'),
  models: v.array(v.pipe(v.string(), v.regex(/^[\w][\w.-]*$/u))),
});

export type ModelManifest = v.InferOutput<typeof modelManifestSchema>;
export type ModelFile = v.InferOutput<typeof modelFile>;
export type PrecisionEntry = v.InferOutput<typeof precision>;

/** Parameters of the "unlike my training" score: squared distance to the nearest class mean after whitening. */
export const limitParametersSchema = v.object({
  format: v.literal('edgeward-limit/1'),
  /** Rows are output dimensions, columns the width of the image features. */
  projection: v.array(v.array(v.number())),
  center: v.array(v.number()),
  means: v.array(v.array(v.number())),
  labels: v.array(v.string()),
  threshold: v.number(),
  thresholdNote: v.optional(v.string()),
});
export type LimitParameters = v.InferOutput<typeof limitParametersSchema>;
