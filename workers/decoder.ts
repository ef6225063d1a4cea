import { Tensor } from '@huggingface/transformers';
import type { EmbedToken } from './embedding-rows';
import { freeGpuBuffers, type ImagePrefix } from './image-prefix';
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

/** Inputs that are not a cache; a decoder that wants others can't run here. */
const KNOWN_INPUTS = ['inputs_embeds', 'attention_mask', 'position_ids', 'num_logits_to_keep', 'use_cache_branch'];

/**
 * A greedy loop of our own over the stock model's sessions: the library's `generate` offers neither logits for each
 * token, nor forced tokens, nor a cache shared by the questions about one image. Sessions are run directly, since wrapping
 * each cache tensor at every token costs as much as a small model's own arithmetic.
 */
export function openDecoder(model: StockModel, embedToken: EmbedToken): Decoder {
  const session = decoderSession(model);
  const cacheNames = session.inputNames.filter(isCache);
  const others = session.inputNames.filter((name) => !isCache(name));
  let past: Record<string, OrtTensor> = {};
  let prefix: ImagePrefix | undefined;
  let length = 0;

  /** @param embeds float [1, new tokens, width] */
  async function run(embeds: Tensor): Promise<Record<string, OrtTensor>> {
    length += embeds.dims[1] ?? 0;
    const feeds = { ...past };
    for (const name of others) feeds[name] = otherInput(name, embeds, length).ort_tensor;
    const outputs = await session.run(feeds);
    const present: Record<string, OrtTensor> = {};
    for (const name of cacheNames) present[name] = outputOf(outputs, name.replace('past_key_values', 'present'));
    if (past !== prefix?.past) freeGpuBuffers(past);
    past = present;
    return outputs;
  }

  return {
    async prefill(promptIds, features, known) {
      const prefixLength = promptIds.lastIndexOf(imageTokenId(model)) + 1;
      past = emptyCache(session);
      if (known?.tokenCount === prefixLength) prefix = known;
      else if (prefixLength > 0 && prefixLength < promptIds.length) {
        await run(await embedPrompt(model, promptIds.slice(0, prefixLength), features));
        prefix = { tokenCount: prefixLength, past };
      }
      if (prefix === undefined)
        return { logits: await lastLogits(await run(await embedPrompt(model, promptIds, features))) };
      ({ past, tokenCount: length } = prefix);
      const logits = await lastLogits(
        await run(await model.encode_text({ input_ids: idTensor(promptIds.slice(length)) })),
      );
      return { logits, prefix };
    },
    async step(id) {
      return lastLogits(await run(await embedToken(id)));
    },
    dispose() {
      if (past !== prefix?.past) freeGpuBuffers(past);
    },
  };
}

function decoderSession({ sessions }: StockModel): OnnxSession {
  const session = sessions['decoder_model_merged'];
  if (session === undefined) throw new Error('The model has no decoder.');
  const unknown = session.inputNames.find((name) => !KNOWN_INPUTS.includes(name) && !isCache(name));
  if (unknown !== undefined) throw new Error(`The decoder asks for an input that is not known here: ${unknown}`);
  return session;
}

function isCache(name: string): boolean {
  return name.startsWith('past_key_values.');
}

/** Caches of length 0: a symbolic dimension is the batch, which is one, or a length. */
function emptyCache({ inputMetadata }: OnnxSession): Record<string, OrtTensor> {
  const caches = inputMetadata.filter(({ name }) => isCache(name));
  return Object.fromEntries(
    caches.map(({ name, type, shape = [] }) => {
      const dims = shape.map((size) => (typeof size === 'number' ? size : size.includes('batch') ? 1 : 0));
      const data = type === 'float16' ? new Uint16Array(0) : new Float32Array(0);
      return [name, new Tensor(type ?? 'float32', data, dims).ort_tensor];
    }),
  );
}

const KEEP_LAST = new Tensor('int64', [1n], []);

/** @param length tokens so far, the new ones included */
function otherInput(name: string, embeds: Tensor, length: number): Tensor {
  const newTokens = embeds.dims[1] ?? 0;
  switch (name) {
    case 'inputs_embeds':
      return embeds;
    case 'attention_mask':
      return fullAttention(length);
    case 'position_ids':
      return idTensor(Array.from({ length: newTokens }, (_, index) => length - newTokens + index));
    case 'num_logits_to_keep':
      return KEEP_LAST;
    default:
      return new Tensor('bool', [length > newTokens], [1]);
  }
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
  const data = await logits.getData();
  const all = data instanceof Float32Array ? data : (new Tensor(logits).to('float32').data as Float32Array);
  return all.subarray(all.length - vocabularySize);
}
