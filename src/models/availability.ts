import type { Device, Dtype } from '../contract/inference-api';
import type { ModelManifest } from '../contract/model-manifest';
import type { Capabilities } from './capabilities';

/** Whether one (dtype, device) of a model can run here; `reason` is a sentence for the reader. */
export type Availability =
  { kind: 'available' } | { kind: 'warned'; reason: string } | { kind: 'unavailable'; reason: string };

/**
 * Combines what this browser can do with what the manifest says was verified. What can't run is `unavailable`, what
 * runs but is known or suspected to be wrong is `warned`: the reader may still want to see it.
 */
export function availability(
  manifest: ModelManifest,
  capabilities: Capabilities,
  dtype: Dtype,
  device: Device,
): Availability {
  const precision = manifest.precisions.find((entry) => entry.dtype === dtype);
  if (precision === undefined) {
    return { kind: 'unavailable', reason: `${manifest.title} has no ${dtype} files.` };
  }
  const obstacle = device === 'webgpu' ? gpuObstacle(capabilities, dtype) : undefined;
  if (obstacle !== undefined) return { kind: 'unavailable', reason: obstacle };

  const cell = precision.devices[device];
  if (cell?.status === 'refused') {
    return {
      kind: 'warned',
      reason: cell.reason ?? `${dtype} is known to give wrong answers on ${deviceName(device)}.`,
    };
  }
  // Agreement on one adapter proves nothing about the next: the faults reported are those of single GPUs.
  if (dtype === 'q8' && device === 'webgpu') {
    const compared = cell?.status === 'verified' ? ' It agreed with fp32 where it was compared.' : '';
    return {
      kind: 'warned',
      reason: `q8 on WebGPU runs partly on the processor: slow, and wrong answers are reported from several GPUs.${compared}`,
    };
  }
  if (cell?.status === 'verified') return { kind: 'available' };
  return {
    kind: 'warned',
    reason: cell?.reason ?? `${dtype} on ${deviceName(device)} has not been checked against fp32.`,
  };
}

function gpuObstacle({ webgpu }: Capabilities, dtype: Dtype): string | undefined {
  if (webgpu.kind === 'unavailable') return webgpu.reason;
  if ((dtype === 'fp16' || dtype === 'q4f16') && !webgpu.shaderF16) {
    return `${dtype} needs 16-bit arithmetic (shader-f16), which this GPU does not offer.`;
  }
  return undefined;
}

function deviceName(device: Device): string {
  return device === 'webgpu' ? 'WebGPU' : 'WebAssembly';
}
