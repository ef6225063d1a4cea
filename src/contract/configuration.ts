export const DTYPES = ['fp32', 'fp16', 'q8', 'q4', 'q4f16'] as const;
export type Dtype = (typeof DTYPES)[number];

export const DEVICES = ['webgpu', 'wasm'] as const;
export type Device = (typeof DEVICES)[number];

/** Beyond four WASM threads, models of this size spend more on synchronisation than they gain. */
export const MOST_THREADS = 4;

/** What one worker runs for its whole life. Another configuration is another worker. */
export interface Configuration {
  modelId: string;
  dtype: Dtype;
  device: Device;
  /** WASM threads asked for; absent lets the worker choose. Ignored on WebGPU. */
  threads?: number;
}
