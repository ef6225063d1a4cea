import * as v from 'valibot';
import type { Failure } from './failure';
import { DEVICES, DTYPES } from './configuration';

/** Pieces that the schemas of an exported result share. */

export const milliseconds = v.pipe(v.number(), v.minValue(0));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** ISO 8601 in UTC, as `Date.toISOString` writes it. */
export const timestamp = v.pipe(v.string(), v.isoTimestamp());

export const configurationSchema = v.object({
  modelId: v.string(),
  dtype: v.picklist(DTYPES),
  device: v.picklist(DEVICES),
  threads: v.exactOptional(v.pipe(count, v.minValue(1))),
});

/** What ran: the worker's own findings (`RuntimeIdentity`). `native` marks the yardstick of the command line. */
export const runtimeSchema = v.object({
  modelId: v.string(),
  modelVersion: v.string(),
  dtype: v.picklist(DTYPES),
  device: v.picklist(DEVICES),
  threads: v.exactOptional(count),
  wasmBuild: v.picklist(['plain', 'asyncify', 'jspi']),
  crossOriginIsolated: v.boolean(),
  adapter: v.exactOptional(
    v.object({
      vendor: v.string(),
      architecture: v.string(),
      description: v.string(),
      isFallback: v.boolean(),
      shaderF16: v.boolean(),
    }),
  ),
  weightBytes: count,
  libraries: v.object({ transformers: v.string(), onnxruntimeWeb: v.string() }),
});

/**
 * A Failure as plain data. Only the code is checked, so that a result stays readable when a later version of the page
 * knows more kinds of failure; whoever shows it shows the code and the detail.
 */
export const failureSchema = v.custom<Failure>(
  (value) => typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string',
  'expected a failure with a code',
);
