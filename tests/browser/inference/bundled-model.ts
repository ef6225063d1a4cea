import type { Result } from '../../../src/contract/failure';
import type { Configuration, Dtype } from '../../../src/contract/inference-api';

export const MODEL_ID = 'edgeward-tiny';
export const MODELS_URL = new URL('/models/', location.href).href;
export const RUNTIME_URL = new URL('/ort/', location.href).href;

export function onWasm(dtype: Dtype): Configuration {
  return { modelId: MODEL_ID, dtype, device: 'wasm', threads: 1 };
}

/** Folder whose files are wrong in one way; see altered-models.ts. */
export function alteredModelsUrl(alteration: string): string {
  return new URL(`/altered-models/${alteration}/`, location.href).href;
}

/** The value, or an error that shows the failure. */
export function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`unexpected failure ${JSON.stringify(result.failure)}`);
  return result.value;
}
