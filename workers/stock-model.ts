import {
  AutoModelForImageTextToText,
  AutoProcessor,
  type DynamicCache,
  type Processor,
  type Tensor,
} from '@huggingface/transformers';
import type { Configuration } from '../src/contract/inference-api';

/** One ONNX Runtime session, as far as we touch it. */
interface OnnxSession {
  run(feeds: unknown, options?: unknown): Promise<unknown>;
}

/** Inputs of one pass through the decoder; the library adds position ids and unpacks the cache. */
export interface DecoderInputs {
  /** float [1, new tokens, width] */
  inputs_embeds: Tensor;
  /** int64 [1, past + new tokens] */
  attention_mask: Tensor;
  past_key_values: DynamicCache;
}

/**
 * The members of transformers.js' stock image-text class that we call. Its published types say `any` for most of them;
 * this is their contract as of 4.3.1, held by the browser tests that compare with the class's own `generate`.
 */
export interface StockModel {
  config: {
    image_token_index?: number;
    image_token_id?: number;
    eos_token_id?: number | number[] | null;
    text_config?: { eos_token_id?: number | number[] | null };
  };
  generation_config?: { eos_token_id?: number | number[] | null } | null;
  sessions: Record<string, OnnxSession>;
  /** pixel_values float32 [1, 3, height, width] → image features float [1, tokens, width] */
  encode_image(inputs: { pixel_values: Tensor }): Promise<Tensor>;
  /** input_ids int64 [1, tokens] → embeddings float [1, tokens, width] */
  encode_text(inputs: { input_ids: Tensor }): Promise<Tensor>;
  /** Writes the image features over the embeddings of the image tokens. */
  _merge_input_ids_with_image_features(inputs: {
    image_features: Tensor;
    inputs_embeds: Tensor;
    input_ids: Tensor;
    attention_mask: Tensor;
  }): { inputs_embeds: Tensor; attention_mask: Tensor };
  forward(inputs: DecoderInputs): Promise<Record<string, Tensor>>;
  generate(inputs: Record<string, unknown>): Promise<Tensor>;
  dispose(): Promise<unknown>;
}

export interface StockParts {
  model: StockModel;
  processor: Processor;
}

/** Loads processor and model by the library's own classes; file requests are answered from verified bytes. */
export async function loadStockParts({ modelId, dtype, device }: Configuration): Promise<StockParts> {
  const processor = await AutoProcessor.from_pretrained(modelId);
  const model = await AutoModelForImageTextToText.from_pretrained(modelId, {
    dtype,
    device,
    use_external_data_format: false,
  });
  return { model: model as unknown as StockModel, processor };
}

/** Ids that end an answer, from the first place that names any. */
export function endOfSequenceIds({ config, generation_config }: StockModel): Set<number> {
  const ids = generation_config?.eos_token_id ?? config.eos_token_id ?? config.text_config?.eos_token_id ?? [];
  return new Set(typeof ids === 'number' ? [ids] : ids);
}
