import { readEnvironment } from '../benchmark/environment';
import { newRecord } from '../benchmark/new-record';
import type { BenchmarkPlan, BenchmarkRecord } from '../contract/benchmark-record';
import type { Configuration } from '../contract/inference-api';
import { availabilityOf, type CatalogueStore, type ReadyCatalogue } from './catalogue';

export interface RecordParts {
  catalogue: Pick<CatalogueStore, 'store'>;
  page: { version: string; commit?: string };
  now: () => Date;
}

/** An empty result that names this machine, the page and the models' files. */
export async function startRecord(
  parts: RecordParts,
  catalogue: ReadyCatalogue,
  plan: BenchmarkPlan | undefined,
  name: string,
): Promise<BenchmarkRecord> {
  const { webgpu } = catalogue.capabilities;
  const environment = await readEnvironment({
    navigator,
    crossOriginIsolated: globalThis.crossOriginIsolated,
    page: parts.page,
    ...(webgpu.kind === 'available' ? { gpu: webgpu.adapter } : {}),
  });
  const used = new Set(plan?.configurations.map(({ modelId }) => modelId));
  return newRecord({
    name,
    environment,
    models: catalogue.models.filter(({ id }) => plan === undefined || used.has(id)),
    ...(plan === undefined ? {} : { plan }),
    refuse: (configuration) => refusal(parts, configuration),
    now: parts.now(),
    id: crypto.randomUUID(),
  });
}

/** Why a configuration can't run here; undefined when it can. */
export function refusal(parts: Pick<RecordParts, 'catalogue'>, configuration: Configuration): string | undefined {
  const { modelId, dtype, device } = configuration;
  const answer = availabilityOf(parts.catalogue.store.getState(), modelId, dtype, device);
  return answer.kind === 'unavailable' ? answer.reason : undefined;
}
