import { AutoModelForImageTextToText, AutoProcessor, type Processor, type Tensor } from '@huggingface/transformers';
import type { Configuration } from '../src/contract/inference-api';

/** ONNX Runtime's own tensor, without the library's wrapping. */
export type OrtTensor = Tensor['ort_tensor'];

/** One ONNX Runtime session, as far as we touch it. */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly inputMetadata: readonly { name: string; type?: OrtTensor['type']; shape?: readonly (number | string)[] }[];
  run(feeds: Record<string, OrtTensor>, options?: unknown): Promise<Record<string, OrtTensor>>;
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
    text_config?: {
      eos_token_id?: number | number[] | null;
      vocab_size?: number;
      hidden_size?: number;
      max_position_embeddings?: number;
    };
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
  generate(inputs: Record<string, unknown>): Promise<Tensor>;
  dispose(): Promise<unknown>;
}

export interface StockParts {
  model: StockModel;
  processor: Processor;
}

/**
 * ONNX Runtime's own settings. WASM has no fast kernel for 4-bit weights: it would unpack all of them again for every
 * token. With this setting it unpacks them once, when the session is created, and computes in floating point.
 */
export function sessionOptions({ dtype, device }: Pick<Configuration, 'dtype' | 'device'>): Record<string, unknown> {
  const isFourBit = dtype === 'q4' || dtype === 'q4f16';
  return device === 'wasm' && isFourBit ? { extra: { session: { disable_quant_qdq: '1' } } } : {};
}

/** Loads processor and model by the library's own classes; file requests are answered from verified bytes. */
export async function loadStockParts({ modelId, dtype, device }: Configuration): Promise<StockParts> {
  const processor = await AutoProcessor.from_pretrained(modelId);
  const model = await AutoModelForImageTextToText.from_pretrained(modelId, {
    dtype,
    device,
    use_external_data_format: false,
    session_options: sessionOptions({ dtype, device }),
  });
  return { model: model as unknown as StockModel, processor };
}

/** Id of the token whose places the image features take. */
export function imageTokenId({ config }: StockModel): number {
  const id = config.image_token_index ?? config.image_token_id;
  if (id === undefined) throw new Error('The model names no image token.');
  return id;
}

/** Ids that end an answer, from the first place that names any. */
export function endOfSequenceIds({ config, generation_config }: StockModel): Set<number> {
  const ids = generation_config?.eos_token_id ?? config.eos_token_id ?? config.text_config?.eos_token_id ?? [];
  return new Set(typeof ids === 'number' ? [ids] : ids);
}
