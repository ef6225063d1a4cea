import { DynamicCache, type Tensor } from '@huggingface/transformers';
import { fullAttention, idTensor } from './prompt-tokens';
import type { StockModel } from './stock-model';

/** One sequence on its way through the decoder, with its key-value cache. */
export interface Decoder {
  /** Runs the prompt with the image features in it. @returns logits of the next token, float32 [vocabulary] */
  prefill(promptIds: Tensor, features: Tensor): Promise<Float32Array>;
  /** Feeds one token. @returns logits of the next one */
  step: (id: number) => Promise<Float32Array>;
  /** Frees the cache's GPU buffers. */
  dispose(): Promise<void>;
}

/**
 * A greedy loop of our own over the stock model's sessions: the library's `generate` offers neither logits for each
 * token, nor forced tokens, nor cached image features. It makes the same calls in the same order.
 */
export function openDecoder(model: StockModel): Decoder {
  const cache = new DynamicCache();
  let length = 0;

  async function run(inputs_embeds: Tensor): Promise<Float32Array> {
    length += inputs_embeds.dims[1] ?? 0;
    const outputs = await model.forward({
      inputs_embeds,
      attention_mask: fullAttention(length),
      past_key_values: cache,
    });
    cache.update(presentAsPast(outputs));
    return lastLogits(outputs);
  }

  return {
    async prefill(promptIds, features) {
      const { inputs_embeds } = model._merge_input_ids_with_image_features({
        image_features: features,
        inputs_embeds: await model.encode_text({ input_ids: promptIds }),
        input_ids: promptIds,
        attention_mask: fullAttention(promptIds.dims[1] ?? 0),
      });
      return run(inputs_embeds);
    },
    async step(id) {
      return run(await model.encode_text({ input_ids: idTensor([id]) }));
    },
    async dispose() {
      await cache.dispose();
    },
  };
}

function presentAsPast(outputs: Record<string, Tensor>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.startsWith('present'))
      .map(([name, tensor]) => [name.replace('present', 'past_key_values'), tensor]),
  );
}

/** Logits come as [1, positions, vocabulary] in float32 or float16; only the last position predicts the next token. */
function lastLogits({ logits }: Record<string, Tensor>): Float32Array {
  if (logits === undefined) throw new Error('The decoder returned no logits.');
  const last = logits.slice(null, -1, null).to('float32');
  return last.data as Float32Array;
}
