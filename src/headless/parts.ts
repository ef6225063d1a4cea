import { readEnvironment } from '../benchmark/environment';
import { newRecord } from '../benchmark/new-record';
import type { InferencePort } from '../benchmark/inference-port';
import type { BenchmarkPlan, BenchmarkRecord } from '../contract/benchmark-record';
import type { Configuration } from '../contract/configuration';
import { succeed, type Result } from '../contract/failure';
import type { HeadlessEvent } from '../contract/headless-job';
import type { RgbImage } from '../contract/inference-api';
import type { ModelManifest } from '../contract/model-manifest';
import { availability } from '../models/availability';
import { probeCapabilities } from '../models/capabilities';
import { fetchManifest } from '../models/registry';

export interface HeadlessParts {
  addressOf: (path: string) => string;
  modelsUrl: string;
  createClient: () => InferencePort;
  page: { version: string; commit?: string };
  signal: AbortSignal;
  /** Ends with `cancelled` when the signal aborts. */
  decode: (file: Blob, name: string) => Promise<Result<RgbImage>>;
  /** Resolves when the command line has dealt with the event. */
  report: (event: HeadlessEvent) => Promise<void>;
}

/**
 * Resident memory of the page's process, told by the command line: unlike the browser's own count it includes everything
 * and works with threads.
 */
export const memoryOfPage = async (): Promise<number | undefined> => window.edgewardMemory?.();

/** An empty result that names this machine and the files of the models it is about. Fails when a model is missing. */
export async function startRecord(
  parts: HeadlessParts,
  name: string,
  configurations: readonly Configuration[],
  plan?: BenchmarkPlan,
): Promise<Result<BenchmarkRecord>> {
  const models = new Map<string, ModelManifest>();
  for (const { modelId } of configurations) {
    if (models.has(modelId)) continue;
    const manifest = await fetchManifest(parts.modelsUrl, modelId);
    if (!manifest.ok) return manifest;
    models.set(modelId, manifest.value);
  }
  const capabilities = await probeCapabilities();
  const { webgpu } = capabilities;
  const environment = await readEnvironment({
    navigator,
    crossOriginIsolated: globalThis.crossOriginIsolated,
    page: parts.page,
    headless: true,
    ...(webgpu.kind === 'available' ? { gpu: webgpu.adapter } : {}),
  });
  const refuse = ({ modelId, dtype, device }: Configuration): string | undefined => {
    const manifest = models.get(modelId);
    const answer = manifest && availability(manifest, capabilities, dtype, device);
    return answer?.kind === 'unavailable' ? answer.reason : undefined;
  };
  const shared = { name, environment, models: [...models.values()], refuse, now: new Date(), id: crypto.randomUUID() };
  return succeed(newRecord(plan === undefined ? shared : { ...shared, plan }));
}
