import { Tensor } from '@huggingface/transformers';
import { describe, expect, it } from 'vitest';
import { openDecoderInputs } from '../../../workers/decoder-inputs';
import type { OnnxSession, OrtTensor } from '../../../workers/stock-model';

function session(...inputNames: string[]): OnnxSession {
  return { inputNames, inputMetadata: [], run: () => Promise.reject(new Error('not run here')) };
}

function embeds(tokens: number): OrtTensor {
  return new Tensor('float32', new Float32Array(tokens * 2), [1, tokens, 2]).ort_tensor;
}

describe('openDecoderInputs', () => {
  it('numbers the positions and attends to all tokens, from the prompt on', () => {
    const fill = openDecoderInputs(session('inputs_embeds', 'attention_mask', 'position_ids', 'past_key_values.0.key'));
    const seen = [];
    for (const [newTokens, length] of [
      [3, 3],
      [1, 4],
      [1, 5],
    ] as const) {
      const feeds: Record<string, OrtTensor> = {};
      fill(feeds, embeds(newTokens), length);
      expect(Object.keys(feeds)).toEqual(['inputs_embeds', 'attention_mask', 'position_ids']);
      expect(feeds['attention_mask']?.dims).toEqual([1, length]);
      expect([...(feeds['attention_mask']?.data as BigInt64Array)]).toEqual(Array.from({ length }, () => 1n));
      seen.push(...(feeds['position_ids']?.data as BigInt64Array));
    }
    expect(seen).toEqual([0n, 1n, 2n, 3n, 4n]);
  });

  it('says whether the cache is in use, and asks for the last logits only', () => {
    const fill = openDecoderInputs(session('use_cache_branch', 'num_logits_to_keep'));
    const feeds: Record<string, OrtTensor> = {};
    fill(feeds, embeds(3), 3);
    expect(feeds['use_cache_branch']?.data[0]).toBe(0);
    expect(feeds['num_logits_to_keep']?.data[0]).toBe(1n);
    fill(feeds, embeds(1), 4);
    expect(feeds['use_cache_branch']?.data[0]).toBe(1);
  });

  it('refuses a decoder that asks for something else', () => {
    expect(() => openDecoderInputs(session('inputs_embeds', 'token_type_ids'))).toThrow('token_type_ids');
  });
});
