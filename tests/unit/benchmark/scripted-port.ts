import type { InferencePort } from '../../../src/benchmark/inference-port';
import type { Result } from '../../../src/contract/failure';
import { fail, succeed } from '../../../src/contract/failure';
import type {
  Configuration,
  GenerateRequest,
  GeneratedToken,
  GenerationResult,
  LoadedModel,
} from '../../../src/contract/inference-api';

export function loadedModel(configuration: Configuration): LoadedModel {
  return {
    runtime: {
      modelId: configuration.modelId,
      modelVersion: '1',
      dtype: configuration.dtype,
      device: configuration.device,
      wasmBuild: 'plain',
      crossOriginIsolated: true,
      weightBytes: 1000,
      libraries: { transformers: '4', onnxruntimeWeb: '1' },
    },
    timings: { fetchMs: 10, hashMs: 5, sessionMs: 85, totalMs: 100, fromStorage: true },
  };
}

export function generated(tokens: GeneratedToken[], totalMs = 50): GenerationResult {
  return {
    text: tokens.map((token) => token.text).join(''),
    tokens,
    stopped: 'end-of-sequence',
    metrics: {
      preprocessMs: 2,
      visionEncodeMs: 10,
      prefillMs: 8,
      firstTokenMs: 20,
      decodeMs: totalMs - 20,
      totalMs,
      promptTokenCount: 60,
      generatedTokenCount: tokens.length,
      tokenGapsMs: tokens.slice(1).map(() => 10),
      sessionRunMs: totalMs - 5,
      decodeSessionRunMs: 0,
    },
  };
}

/** A client that answers as it is told: the order of work and its failures are what these tests are about. */
export function scriptedPort(script: {
  load?: (configuration: Configuration) => Result<LoadedModel> | Promise<Result<LoadedModel>>;
  generate?: (
    request: GenerateRequest,
    configuration: Configuration,
  ) => Result<GenerationResult> | Promise<Result<GenerationResult>>;
  onDispose?: () => void;
}): InferencePort {
  let configuration: Configuration | undefined;
  return {
    load: async (asked) => {
      configuration = asked;
      return (await script.load?.(asked)) ?? succeed(loadedModel(asked));
    },
    generate: async (request) => {
      if (configuration === undefined) return fail({ code: 'worker-died', detail: 'not loaded' });
      return (
        (await script.generate?.(request, configuration)) ??
        succeed(generated([{ id: 1, text: 'yes', probability: 0.9 }]))
      );
    },
    dispose: () => script.onDispose?.(),
  };
}
