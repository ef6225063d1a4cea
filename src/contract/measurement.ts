import type { Device, Dtype } from './configuration';

/** What really ran, as the worker found it, not as it was asked for. */
export interface RuntimeIdentity {
  modelId: string;
  modelVersion: string;
  dtype: Dtype;
  device: Device;
  /** WASM threads ONNX Runtime got; 1 without cross-origin isolation. Absent on WebGPU. */
  threads?: number;
  /** Which build of ONNX Runtime's WebAssembly was loaded. */
  wasmBuild: 'plain' | 'asyncify' | 'jspi';
  crossOriginIsolated: boolean;
  /** GPU adapter as the browser describes it; WebGPU only. */
  adapter?: { vendor: string; architecture: string; description: string; isFallback: boolean; shaderF16: boolean };
  /** Bytes of all files of this precision, tokenizer and configuration included. */
  weightBytes: number;
  libraries: { transformers: string; onnxruntimeWeb: string };
}

/** Milliseconds of one load, measured in the worker with `performance.now()`. */
export interface LoadTimings {
  /** Waiting for bytes, from network or browser storage. */
  fetchMs: number;
  /** SHA-256 of all files. */
  hashMs: number;
  /** Tokenizer, processor and ONNX sessions. */
  sessionMs: number;
  /** First, cold run on a blank image; absent if it was not done. */
  warmupMs?: number;
  totalMs: number;
  /** True when every weight file came from browser storage. */
  fromStorage: boolean;
}

/** Milliseconds of one generation. A stage that did not run is absent: cached features leave out `visionEncodeMs`. */
export interface StageTimings {
  preprocessMs?: number;
  visionEncodeMs?: number;
  /** Prompt through the decoder up to its first logits, embedding look-up included. */
  prefillMs: number;
  /** From the call until the first token was known: all that the reader waits for. */
  firstTokenMs: number;
  /** From the first to the last token. */
  decodeMs: number;
  totalMs: number;
}

export interface GenerationMetrics extends StageTimings {
  promptTokenCount: number;
  /** Prompt tokens whose key-value cache an earlier question about the same image had left. Absent when none. */
  reusedPromptTokenCount?: number;
  generatedTokenCount: number;
  /** (n − 1) / (last − first): n tokens span n − 1 gaps. Absent for fewer than two tokens. */
  decodeTokensPerSecond?: number;
  /** Gap before each token after the first, length n − 1. */
  tokenGapsMs: number[];
  /** Time inside ONNX Runtime's `session.run`, all sessions together. */
  sessionRunMs: number;
  /** The part of `decodeMs` inside `session.run`. */
  decodeSessionRunMs: number;
}
