import type { Configuration } from '../contract/inference-api';

/** Equal for equal configurations, and only for these. */
export function configurationKey(configuration: Configuration): string {
  const { modelId, device, dtype, threads } = configuration;
  return [modelId, device, dtype, threads ?? 'auto'].join('|');
}

/** Name of a configuration among others: leaves out what all of them share. */
export function configurationLabel(configuration: Configuration, among: readonly Configuration[] = []): string {
  const parts: string[] = [configuration.dtype];
  if (among.some((other) => other.modelId !== configuration.modelId)) parts.unshift(configuration.modelId);
  if (among.length === 0 || among.some((other) => other.device !== configuration.device)) {
    parts.push(configuration.device === 'webgpu' ? 'WebGPU' : 'WASM');
  }
  if (configuration.threads !== undefined) {
    parts.push(configuration.threads === 1 ? '1 thread' : `${configuration.threads} threads`);
  }
  return parts.join(' ');
}
