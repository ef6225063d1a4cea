import type { OrtTensor } from './stock-model';

/** The decoder's key-value cache after the prompt's common beginning: everything up to the last image token. */
export interface ImagePrefix {
  tokenCount: number;
  /** past_key_values.N.key and .value, [1, heads, tokenCount, head_dim] */
  past: Record<string, OrtTensor>;
}

/**
 * Keeps the prefix of the image asked about last, so that a follow-up question runs its own tokens only. One image, since
 * a cache of a larger model takes tens of megabytes for each.
 */
export class ImagePrefixSlot {
  #imageId: string | undefined;
  #prefix: ImagePrefix | undefined;

  get(imageId: string): ImagePrefix | undefined {
    return this.#imageId === imageId ? this.#prefix : undefined;
  }

  /** Takes `prefix` over and frees the one before it. */
  set(imageId: string, prefix: ImagePrefix): void {
    this.clear();
    this.#imageId = imageId;
    this.#prefix = prefix;
  }

  clear(): void {
    Object.values(this.#prefix?.past ?? {}).forEach(freeGpuBuffer);
    this.#imageId = undefined;
    this.#prefix = undefined;
  }
}

/** Does nothing for a tensor in ordinary memory, which is left to the garbage collector. */
export function freeGpuBuffer(tensor: OrtTensor | undefined): void {
  if (tensor?.location === 'gpu-buffer') tensor.dispose();
}
