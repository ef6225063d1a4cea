import type { Device, Dtype } from '../../../src/contract/inference-api';
import type { FinishedRun } from '../../../src/store/exchange';

export interface RunFigures {
  id: number;
  exchangeId: number;
  dtype: Dtype;
  device?: Device;
  decodeTokensPerSecond?: number;
  firstTokenMs: number;
  visionEncodeMs?: number;
  loadMs: number;
}

/** A finished run with the figures that a test is about; all others are 1. */
export function finishedRun({ id, exchangeId, dtype, device = 'wasm', loadMs, ...figures }: RunFigures): FinishedRun {
  const configuration = { modelId: 'tiny', dtype, device };
  return {
    id,
    exchangeId,
    imageId: 'image',
    prompt: { kind: 'caption' },
    configuration,
    tokens: [],
    loaded: {
      runtime: {
        ...configuration,
        modelVersion: '1',
        wasmBuild: 'plain',
        crossOriginIsolated: true,
        weightBytes: 1,
        libraries: { transformers: '4', onnxruntimeWeb: '1' },
      },
      timings: { fetchMs: 1, hashMs: 1, sessionMs: 1, totalMs: loadMs, fromStorage: true },
    },
    phase: {
      kind: 'finished',
      result: {
        text: 'yes',
        tokens: [],
        stopped: 'end-of-sequence',
        metrics: {
          prefillMs: 1,
          decodeMs: 1,
          totalMs: 1,
          promptTokenCount: 1,
          generatedTokenCount: 1,
          tokenGapsMs: [],
          sessionRunMs: 1,
          decodeSessionRunMs: 1,
          ...figures,
        },
      },
    },
  };
}
