import { Tensor } from '@huggingface/transformers';
import { isCacheInput, openDecoderInputs } from './decoder-inputs';
import type { EmbedToken } from './embedding-rows';
import { freeGpuBuffer, type ImagePrefix } from './image-prefix';
import { fullAttention, idTensor } from './prompt-tokens';
import { imageTokenId, type OnnxSession, type OrtTensor, type StockModel } from './stock-model';

/** One sequence on its way through the decoder, with its key-value cache. */
export interface Decoder {
  /**
   * Runs the prompt with the image features in it: first everything up to the last image token, unless `known` holds
   * that part's cache already, then the rest. Always in these two runs, so that an answer doesn't depend on what was
   * asked before: 8-bit graphs scale their numbers by all tokens of a run.
   */
  prefill(promptIds: readonly number[], features: Tensor, known?: ImagePrefix): Promise<Prefilled>;
  /** Feeds one token. @returns logits of the next one */
  step: (id: number) => Promise<Float32Array>;
  /** Frees the cache's GPU buffers. */
  dispose(): void;
}

export interface Prefilled {
  /** Of the first new token, float32 [vocabulary]. */
  logits: Float32Array;
  /** The caller's to keep or free; absent where the prompt doesn't begin with an image. */
  prefix?: ImagePrefix;
}

/**
 * A greedy loop of our own over the stock model's sessions: the library's `generate` offers neither logits for each
 * token, nor forced tokens, nor a cache shared by the questions about one image. Sessions are run directly, since wrapping
 * each cache tensor at every token costs as much as a small model's own arithmetic.
 */
export function openDecoder(model: StockModel, embedToken: EmbedToken): Decoder {
  const session = decoderSession(model);
  const fillInputs = openDecoderInputs(session);
  const caches = session.inputNames
    .filter(isCacheInput)
    .map((past) => ({ past, present: past.replace('past_key_values', 'present') }));
  const feeds: Record<string, OrtTensor> = {};
  let prefix: ImagePrefix | undefined;
  let length = 0;

  /** The prefix's tensors are whoever keeps the prefix's. */
  function freePast(name: string): void {
    const tensor = feeds[name];
    if (tensor !== prefix?.past[name]) freeGpuBuffer(tensor);
  }

  /** @param embeds float [1, new tokens, width] */
  async function run(embeds: OrtTensor): Promise<Record<string, OrtTensor>> {
    length += embeds.dims[1] ?? 0;
    fillInputs(feeds, embeds, length);
    const outputs = await session.run(feeds);
    for (const { past, present } of caches) {
      freePast(past);
      feeds[past] = outputOf(outputs, present);
    }
    return outputs;
  }

  async function runPrompt(ids: readonly number[], features: Tensor): Promise<Record<string, OrtTensor>> {
    return run((await embedPrompt(model, ids, features)).ort_tensor);
  }

  return {
    async prefill(promptIds, features, known) {
      const prefixLength = promptIds.lastIndexOf(imageTokenId(model)) + 1;
      Object.assign(feeds, emptyCache(session));
      if (known?.tokenCount === prefixLength) prefix = known;
      else if (prefixLength > 0 && prefixLength < promptIds.length) {
        await runPrompt(promptIds.slice(0, prefixLength), features);
        prefix = { tokenCount: prefixLength, past: pick(feeds, caches) };
      }
      if (prefix === undefined) return { logits: await lastLogits(await runPrompt(promptIds, features)) };
      Object.assign(feeds, prefix.past);
      length = prefix.tokenCount;
      const { ort_tensor } = await model.encode_text({ input_ids: idTensor(promptIds.slice(length)) });
      return { logits: await lastLogits(await run(ort_tensor)), prefix };
    },
    async step(id) {
      return lastLogits(await run(await embedToken(id)));
    },
    dispose() {
      for (const { past } of caches) freePast(past);
    },
  };
}

function decoderSession({ sessions }: StockModel): OnnxSession {
  const session = sessions['decoder_model_merged'];
  if (session === undefined) throw new Error('The model has no decoder.');
  return session;
}

function pick(feeds: Record<string, OrtTensor>, caches: readonly { past: string }[]): Record<string, OrtTensor> {
  return Object.fromEntries(caches.map(({ past }) => [past, outputOf(feeds, past)]));
}

/** Caches of length 0: a symbolic dimension is the batch, which is one, or a length. */
function emptyCache({ inputMetadata }: OnnxSession): Record<string, OrtTensor> {
  const caches = inputMetadata.filter(({ name }) => isCacheInput(name));
  return Object.fromEntries(
    caches.map(({ name, type, shape = [] }) => {
      const dims = shape.map((size) => (typeof size === 'number' ? size : size.includes('batch') ? 1 : 0));
      const data = type === 'float16' ? new Uint16Array(0) : new Float32Array(0);
      return [name, new Tensor(type ?? 'float32', data, dims).ort_tensor];
    }),
  );
}

function outputOf(outputs: Record<string, OrtTensor>, name: string): OrtTensor {
  const output = outputs[name];
  if (output === undefined) throw new Error(`The decoder returned no ${name}.`);
  return output;
}

/** Embeddings of a prompt with the features in the image tokens' places. */
async function embedPrompt(model: StockModel, ids: readonly number[], features: Tensor): Promise<Tensor> {
  const input_ids = idTensor(ids);
  const { inputs_embeds } = model._merge_input_ids_with_image_features({
    image_features: features,
    inputs_embeds: await model.encode_text({ input_ids }),
    input_ids,
    attention_mask: fullAttention(ids.length),
  });
  return inputs_embeds;
}

/** Logits come as [1, positions, vocabulary] in float32 or float16; only the last position predicts the next token. */
async function lastLogits(outputs: Record<string, OrtTensor>): Promise<Float32Array> {
  const logits = outputOf(outputs, 'logits');
  const vocabularySize = logits.dims.at(-1) ?? 0;
  const data = logits.location === 'cpu' ? logits.data : await logits.getData();
  const all = data instanceof Float32Array ? data : (new Tensor(logits).to('float32').data as Float32Array);
  return all.subarray(all.length - vocabularySize);
}
