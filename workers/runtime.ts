import { env, LogLevel } from '@huggingface/transformers';
import { MOST_THREADS } from '../src/contract/configuration';
import type { LoadRequest } from '../src/contract/inference-api';
import type { RuntimeIdentity } from '../src/contract/measurement';
import { describeAdapter } from '../src/models/capabilities';

/**
 * Sets up transformers.js and ONNX Runtime for this worker's one configuration; must run before any model is loaded.
 * WASM runs on the plain build, which is up to 2.4 times as fast there as the asyncify build that WebGPU needs.
 * @param serveFile answers the library's request for a model file from bytes that have been verified
 */
export function configureRuntime(
  { configuration, runtimeUrl }: LoadRequest,
  serveFile: (url: string) => Response,
): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/models/';
  env.useBrowserCache = false;
  // The library would import ONNX Runtime from a blob: address, which the page's policy forbids.
  env.useWasmCache = false;
  env.fetch = (input) => Promise.resolve(serveFile(String(input)));
  env.logLevel = LogLevel.ERROR;

  const { wasm } = env.backends.onnx;
  if (wasm === undefined) throw new Error('ONNX Runtime was built without WebAssembly.');
  const name = `ort-wasm-simd-threaded${wasmBuild(configuration.device) === 'asyncify' ? '.asyncify' : ''}`;
  wasm.wasmPaths = { mjs: `${runtimeUrl}${name}.mjs`, wasm: `${runtimeUrl}${name}.wasm` };
  wasm.numThreads = configuration.device === 'webgpu' ? 1 : (configuration.threads ?? defaultThreads());
}

export function wasmBuild(device: LoadRequest['configuration']['device']): RuntimeIdentity['wasmBuild'] {
  return device === 'webgpu' ? 'asyncify' : 'plain';
}

function defaultThreads(): number {
  return Math.max(1, Math.min(navigator.hardwareConcurrency, MOST_THREADS));
}

/** Threads that ONNX Runtime settled on; it lowers the wish to 1 where the page is not isolated. */
export function threadsGot(): number {
  return env.backends.onnx.wasm?.numThreads ?? 1;
}

export function libraryVersions(): RuntimeIdentity['libraries'] {
  return { transformers: env.version, onnxruntimeWeb: env.backends.onnx.versions?.web ?? 'unknown' };
}

/** The GPU device on which ONNX Runtime created its sessions; call after a session exists. */
export async function gpuDevice(): Promise<GPUDevice> {
  const { webgpu } = env.backends.onnx;
  if (webgpu === undefined) throw new Error('ONNX Runtime was built without WebGPU.');
  return await webgpu.device;
}

export function describeGpu(device: GPUDevice): NonNullable<RuntimeIdentity['adapter']> {
  return { ...describeAdapter({ info: device.adapterInfo }), shaderF16: device.features.has('shader-f16') };
}
