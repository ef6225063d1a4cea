import type { Processor } from '@huggingface/transformers';
import { fail, succeed, type Result } from '../src/contract/failure';
import type { LoadEvent, LoadedModel, LoadRequest } from '../src/contract/inference-api';
import type { RuntimeIdentity } from '../src/contract/measurement';
import { limitParametersSchema, type LimitParameters, type ModelManifest } from '../src/contract/model-manifest';
import { checkJson } from '../src/models/fetch-json';
import { fetchVerifiedFiles } from '../src/models/fetch-files';
import { openModelStore } from '../src/models/model-store';
import { fetchManifest } from '../src/models/registry';
import { probeCapabilities } from '../src/models/capabilities';
import { describeLoadError } from './describe-error';
import { serveModelFiles } from './model-files';
import { openEmbedding, type EmbedToken } from './embedding-rows';
import { clockSessions, type RunClock } from './run-clock';
import { configureRuntime, describeGpu, gpuDevice, libraryVersions, threadsGot, wasmBuild } from './runtime';
import { loadStockParts, type StockModel } from './stock-model';

/** All that one loaded model needs to answer; lives as long as its worker. */
export interface Session {
  manifest: ModelManifest;
  model: StockModel;
  processor: Processor;
  embedToken: EmbedToken;
  limit?: LimitParameters;
  clock: RunClock;
  /** Resolves with the reason when the GPU device is lost; absent on WASM. */
  deviceLost?: Promise<string>;
}

export interface OpenedSession {
  session: Session;
  loaded: LoadedModel;
}

/** Fetches and verifies the files, then creates the ONNX sessions from exactly those bytes. */
export async function openSession(
  request: LoadRequest,
  emit: (event: LoadEvent) => void,
): Promise<Result<OpenedSession>> {
  const { configuration, modelsUrl } = request;
  const startedAt = performance.now();
  const manifest = await checkConfiguration(request);
  if (!manifest.ok) return manifest;

  const store = openModelStore(modelsUrl, manifest.value);
  const verified = await fetchVerifiedFiles({
    modelsUrl,
    manifest: manifest.value,
    dtype: configuration.dtype,
    store,
    onEvent: emit,
  });
  if (!verified.ok) return verified;
  const limit = readLimit(manifest.value, verified.value.files);
  if (!limit.ok) return limit;

  emit({ kind: 'creating-session' });
  const sessionStartedAt = performance.now();
  try {
    configureRuntime(request, serveModelFiles(manifest.value.id, verified.value.files));
    const { model, processor } = await loadStockParts(configuration);
    const gpu = configuration.device === 'webgpu' ? await gpuDevice() : undefined;
    const embedToken = await openEmbedding(model);
    const sessionMs = performance.now() - sessionStartedAt;
    const session: Session = {
      manifest: manifest.value,
      model,
      processor,
      embedToken,
      ...(limit.value === undefined ? {} : { limit: limit.value }),
      clock: clockSessions(model),
      ...(gpu === undefined ? {} : { deviceLost: gpu.lost.then(({ reason, message }) => `${reason}: ${message}`) }),
    };
    const stored = await verified.value.stored;
    const { fetchMs, hashMs, fromStorage } = verified.value;
    const totalMs = performance.now() - startedAt;
    return succeed({
      session,
      loaded: {
        runtime: identifyRuntime(request, manifest.value, gpu),
        timings: { fetchMs, hashMs, sessionMs, totalMs, fromStorage },
        ...(stored.ok ? {} : { storageFailure: stored.failure }),
      },
    });
  } catch (error) {
    return fail(describeLoadError(error, configuration));
  }
}

/** The manifest, once it is clear that this configuration can run here at all. */
async function checkConfiguration({ configuration, modelsUrl }: LoadRequest): Promise<Result<ModelManifest>> {
  const { modelId, device, dtype } = configuration;
  const refuse = (detail: string) => fail({ code: 'unsupported-configuration', device, dtype, detail });
  if (!isSecureContext) {
    return refuse('Files can be verified only on a page from https or from this machine itself (localhost).');
  }
  const manifest = await fetchManifest(modelsUrl, modelId);
  if (!manifest.ok) return manifest;
  if (!manifest.value.precisions.some((precision) => precision.dtype === dtype)) {
    return refuse(`${modelId} has no ${dtype} files.`);
  }
  if (device === 'wasm') return manifest;
  const { webgpu } = await probeCapabilities();
  if (webgpu.kind === 'unavailable') return refuse(webgpu.reason);
  if ((dtype === 'fp16' || dtype === 'q4f16') && !webgpu.shaderF16) return refuse('The GPU lacks shader-f16.');
  return manifest;
}

function readLimit(
  manifest: ModelManifest,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Result<LimitParameters | undefined> {
  const path = manifest.limit?.file;
  if (path === undefined) return succeed(undefined);
  const bytes = files.get(path);
  if (bytes === undefined) {
    return fail({ code: 'model-invalid', file: 'manifest.json', detail: `limit.file: ${path} is not among the files` });
  }
  return checkJson(path, new TextDecoder().decode(bytes), limitParametersSchema);
}

function identifyRuntime(
  { configuration }: LoadRequest,
  manifest: ModelManifest,
  gpu: GPUDevice | undefined,
): RuntimeIdentity {
  const { modelId, dtype, device } = configuration;
  const weightBytes = manifest.precisions.find((precision) => precision.dtype === dtype)?.weightBytes;
  if (weightBytes === undefined) throw new Error(`no ${dtype} in the manifest`);
  return {
    modelId,
    modelVersion: manifest.version,
    dtype,
    device,
    wasmBuild: wasmBuild(device),
    crossOriginIsolated,
    ...(gpu === undefined ? { threads: threadsGot() } : { adapter: describeGpu(gpu) }),
    weightBytes,
    libraries: libraryVersions(),
  };
}
