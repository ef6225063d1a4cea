import { Tensor } from '@huggingface/transformers';
import { idTensor } from './prompt-tokens';
import type { OrtTensor, StockModel } from './stock-model';

/** Tables up to this many numbers (16 MB) are kept unpacked. */
const MOST_VALUES = 4_194_304;

/** The embedding of one token as `inputs_embeds`, float [1, 1, width]; the next call may write over it. */
export type EmbedToken = (id: number) => OrtTensor | Promise<OrtTensor>;

/**
 * Runs the embedding session once for the whole vocabulary and then looks rows up: a session run for each token costs
 * more than the row that it fetches. A table that is too large, or whose values aren't float32, is asked token by token.
 */
export async function openEmbedding(model: StockModel): Promise<EmbedToken> {
  const { vocab_size: vocabularySize = 0, hidden_size: width = 0 } = model.config.text_config ?? {};
  const embed = async (id: number) => (await model.encode_text({ input_ids: idTensor([id]) })).ort_tensor;
  if (vocabularySize * width === 0 || vocabularySize * width > MOST_VALUES) return embed;
  const table = await model.encode_text({ input_ids: idTensor(Array.from({ length: vocabularySize }, (_, id) => id)) });
  const rows: unknown = table.data;
  if (!(rows instanceof Float32Array) || rows.length !== vocabularySize * width) return embed;
  const row = new Float32Array(width);
  const rowTensor = new Tensor('float32', row, [1, 1, width]).ort_tensor;
  return (id) => {
    if (id >= vocabularySize) return embed(id);
    row.set(rows.subarray(id * width, (id + 1) * width));
    return rowTensor;
  };
}
