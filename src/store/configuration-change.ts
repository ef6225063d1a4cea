import type { Configuration, Device, Dtype } from '../contract/inference-api';

/** A part of the configuration to change; `threads: undefined` lets the worker choose. */
export interface ConfigurationChange {
  modelId?: string;
  dtype?: Dtype;
  device?: Device;
  threads?: number | undefined;
}

export function withChange(choice: Configuration, change: ConfigurationChange): Configuration {
  const { threads, ...rest } = { ...choice, ...change };
  return threads === undefined ? rest : { ...rest, threads };
}
