import type { BenchmarkEnvironment, BenchmarkPlan, BenchmarkRecord, ModelIdentity } from '../contract/benchmark-record';
import type { Configuration } from '../contract/inference-api';
import type { ModelManifest } from '../contract/model-manifest';
import { emptyCell } from './plan';

export interface RecordStart {
  name: string;
  environment: BenchmarkEnvironment;
  models: readonly ModelManifest[];
  plan?: BenchmarkPlan;
  /** Says why a configuration can't run here, in a sentence; undefined when it can. */
  refuse?: (configuration: Configuration) => string | undefined;
  now: Date;
  id: string;
}

/** An empty result, all cells waiting, those that can't run here marked unsupported with the reason. */
export function newRecord(start: RecordStart): BenchmarkRecord {
  const cells = (start.plan?.configurations ?? []).map((configuration) => {
    const detail = start.refuse?.(configuration);
    if (detail === undefined) return emptyCell(configuration);
    const { device, dtype } = configuration;
    return {
      ...emptyCell(configuration),
      status: 'unsupported' as const,
      failure: { code: 'unsupported-configuration' as const, device, dtype, detail },
    };
  });
  return {
    format: 'edgeward-benchmark/1',
    id: start.id,
    name: start.name,
    startedAt: start.now.toISOString(),
    environment: start.environment,
    models: start.models.map(modelIdentity),
    ...(start.plan === undefined ? {} : { plan: start.plan }),
    cells,
    judgements: [],
    agreements: [],
  };
}

/** Model and file hashes: two results speak of the same model only if these are equal. */
export function modelIdentity(manifest: ModelManifest): ModelIdentity {
  return {
    id: manifest.id,
    version: manifest.version,
    files: manifest.files.map(({ path, bytes, sha256, dtype, module }) => ({
      path,
      bytes,
      sha256,
      ...(dtype === undefined ? {} : { dtype }),
      ...(module === undefined ? {} : { module }),
    })),
  };
}
