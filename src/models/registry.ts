import { fail, type Result } from '../contract/failure';
import type { Dtype } from '../contract/inference-api';
import { modelIndexSchema, modelManifestSchema, type ModelFile, type ModelManifest } from '../contract/model-manifest';
import { fetchJson } from './fetch-json';

/** Ids of the models below `modelsUrl` (absolute, ends with a slash), in the order of its index.json. */
export async function fetchModelIndex(modelsUrl: string): Promise<Result<string[]>> {
  const index = await fetchJson(`${modelsUrl}index.json`, modelIndexSchema);
  return index.ok ? { ok: true, value: index.value.models } : index;
}

/** The checked manifest of one model; a manifest that calls itself by another id is `model-invalid`. */
export async function fetchManifest(modelsUrl: string, id: string): Promise<Result<ModelManifest>> {
  const url = `${modelsUrl}${id}/manifest.json`;
  const manifest = await fetchJson(url, modelManifestSchema);
  if (manifest.ok && manifest.value.id !== id) {
    return fail({ code: 'model-invalid', file: url, detail: `id: expected "${id}", found "${manifest.value.id}"` });
  }
  return manifest;
}

/** Files that one precision needs: its own graphs and all that precisions share (configuration, tokenizer). */
export function filesOfPrecision(manifest: ModelManifest, dtype: Dtype): ModelFile[] {
  return manifest.files.filter((file) => file.dtype === undefined || file.dtype === dtype);
}

/** Address of a model's file; `modelsUrl` ends with a slash. */
export function modelFileUrl(modelsUrl: string, modelId: string, path: string): string {
  return `${modelsUrl}${modelId}/${path}`;
}
