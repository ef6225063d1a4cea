import { measureAgreement, type AgreementPrompt } from '../benchmark/agreement';
import { configurationKey } from '../benchmark/configuration-label';
import type { InferencePort } from '../benchmark/inference-port';
import { MAX_ANSWER_TOKENS } from '../benchmark/evaluate-pack';
import type { Agreement, BenchmarkRecord } from '../contract/benchmark-record';
import type { Configuration, RgbImage } from '../contract/inference-api';

export interface ComparisonProgress {
  configuration: Configuration;
  donePrompts: number;
  totalPrompts: number;
}

export interface ComparisonRequest {
  record: BenchmarkRecord;
  /** Decoded images of the record's plan, in its order. */
  images: readonly RgbImage[];
  createClient: () => InferencePort;
  canRun: (configuration: Configuration) => boolean;
  signal: AbortSignal;
  onProgress: (progress: ComparisonProgress) => void;
}

/**
 * Measures how far the cells that ran agree with fp32: on their own device, and on WASM, which is the reference when a
 * GPU itself is in doubt. Each model is compared with itself only.
 */
export async function compareWithFp32(request: ComparisonRequest): Promise<Agreement[]> {
  const { record, canRun, signal } = request;
  const prompts = promptsOf(request);
  const ran = record.cells.filter(({ runs }) => runs.length > 0).map(({ configuration }) => configuration);
  const agreements: Agreement[] = [];
  for (const [modelId, device] of distinctPairs(ran)) {
    const own = ran.filter((cell) => cell.modelId === modelId && cell.device === device);
    const devices = device === 'wasm' ? (['wasm'] as const) : ([device, 'wasm'] as const);
    const references = devices.map((on) => fp32On(on, modelId, own)).filter(canRun);
    const configurations = own.filter((cell) => !isSameAsAllReferences(cell, references));
    if (references.length === 0 || configurations.length === 0) continue;
    agreements.push(
      ...(await measureAgreement({ ...request, prompts, references, configurations, maxNewTokens: MAX_ANSWER_TOKENS })),
    );
    if (signal.aborted) break;
  }
  return agreements;
}

/** fp32 as it was measured, if it was: with the same number of threads, so that it is the same configuration. */
function fp32On(device: Configuration['device'], modelId: string, measured: readonly Configuration[]): Configuration {
  const cell = measured.find((entry) => entry.device === device && entry.dtype === 'fp32');
  return cell ?? { modelId, device, dtype: 'fp32' };
}

function isSameAsAllReferences(cell: Configuration, references: readonly Configuration[]): boolean {
  return references.every((reference) => configurationKey(reference) === configurationKey(cell));
}

function distinctPairs(cells: readonly Configuration[]): (readonly [string, Configuration['device']])[] {
  const pairs = new Map(cells.map(({ modelId, device }) => [`${modelId}|${device}`, [modelId, device] as const]));
  return [...pairs.values()];
}

/** The caption of each image, and the plan's question about it if it asks one. */
function promptsOf({ record, images }: ComparisonRequest): AgreementPrompt[] {
  const prompt = record.plan?.prompt;
  return images.flatMap((image, position) => {
    const imageId = record.plan?.images[position]?.id ?? String(position);
    const caption: AgreementPrompt = { imageId, image, prompt: { kind: 'caption' } };
    return prompt?.kind === 'question' ? [caption, { imageId, image, prompt }] : [caption];
  });
}
