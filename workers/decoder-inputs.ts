import { Tensor } from '@huggingface/transformers';
import type { OnnxSession, OrtTensor } from './stock-model';

/** Inputs that are not a cache; a decoder that wants others can't run here. */
const KNOWN_INPUTS = ['inputs_embeds', 'attention_mask', 'position_ids', 'num_logits_to_keep', 'use_cache_branch'];

const KEEP_LAST = new Tensor('int64', [1n], []).ort_tensor;
const CACHE_IS_EMPTY = new Tensor('bool', [false], [1]).ort_tensor;
const CACHE_IS_FILLED = new Tensor('bool', [true], [1]).ort_tensor;

export function isCacheInput(name: string): boolean {
  return name.startsWith('past_key_values.');
}

/**
 * Writes into `feeds` what a run wants beside the cache.
 * @param embeds float [1, new tokens, width]
 * @param length tokens so far, the new ones included
 */
export type FillInputs = (feeds: Record<string, OrtTensor>, embeds: OrtTensor, length: number) => void;

/**
 * How to fill this decoder's inputs, one sequence at a time. Memory is used again from token to token where ONNX Runtime
 * has copied it: at a small model's speed, new tensors for each token would be felt.
 */
export function openDecoderInputs({ inputNames }: OnnxSession): FillInputs {
  const wanted = inputNames.filter((name) => !isCacheInput(name));
  const unknown = wanted.find((name) => !KNOWN_INPUTS.includes(name));
  if (unknown !== undefined) throw new Error(`The decoder asks for an input that is not known here: ${unknown}`);
  const attention = growingOnes();
  const positions = positionIds();
  return (feeds, embeds, length) => {
    const newTokens = embeds.dims[1] ?? 0;
    for (const name of wanted) {
      if (name === 'inputs_embeds') feeds[name] = embeds;
      else if (name === 'attention_mask') feeds[name] = attention(length);
      else if (name === 'position_ids') feeds[name] = positions(length - newTokens, newTokens);
      else if (name === 'num_logits_to_keep') feeds[name] = KEEP_LAST;
      else feeds[name] = length > newTokens ? CACHE_IS_FILLED : CACHE_IS_EMPTY;
    }
  };
}

/** int64 ones [1, length], all of them views of one piece of memory. */
function growingOnes(): (length: number) => OrtTensor {
  let ones = new BigInt64Array(0);
  return (length) => {
    if (ones.length < length) ones = new BigInt64Array(2 * length).fill(1n);
    return new Tensor('int64', ones.subarray(0, length), [1, length]).ort_tensor;
  };
}

/** int64 [1, count]: `first`, `first` + 1, …; a single position is written over the one before. */
function positionIds(): (first: number, count: number) => OrtTensor {
  const single = new BigInt64Array(1);
  const singleTensor = new Tensor('int64', single, [1, 1]).ort_tensor;
  return (first, count) => {
    if (count !== 1)
      return new Tensor(
        'int64',
        BigInt64Array.from({ length: count }, (_, index) => BigInt(first + index)),
        [1, count],
      ).ort_tensor;
    single[0] = BigInt(first);
    return singleTensor;
  };
}
