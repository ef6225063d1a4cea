import { Tensor, type PreTrainedTokenizer, type Processor } from '@huggingface/transformers';
import type { Prompt } from '../src/contract/inference-api';
import type { ModelManifest } from '../src/contract/model-manifest';

/** For models whose manifest names no caption prompt. */
const GENERAL_CAPTION_PROMPT = 'Describe this image.';

/**
 * The prompt as token ids, exactly as the stock processor would build it: chat template, then the image token repeated
 * once for each image feature.
 */
export function promptTokens(
  processor: Processor,
  manifest: ModelManifest,
  prompt: Prompt,
  imageTokenCount: number,
): number[] {
  const tokenizer = requireTokenizer(processor);
  const imageToken = imageTokenOf(processor);
  const text = withoutSpecialTokens(promptText(manifest, prompt), tokenizer.all_special_tokens);
  const chat = processor.apply_chat_template([{ role: 'user', content: [{ type: 'image' }, { type: 'text', text }] }], {
    add_generation_prompt: true,
    tokenize: false,
  }) as unknown as string;
  const expanded = chat.replace(imageToken, imageToken.repeat(imageTokenCount));
  const { input_ids } = tokenizer(expanded) as { input_ids: Tensor };
  return Array.from(input_ids.data as BigInt64Array, Number);
}

export function requireTokenizer(processor: Processor): PreTrainedTokenizer {
  if (processor.tokenizer === undefined) throw new Error('The model folder has no tokenizer.');
  return processor.tokenizer;
}

function promptText(manifest: ModelManifest, prompt: Prompt): string {
  switch (prompt.kind) {
    case 'caption':
      return manifest.prompts?.caption ?? GENERAL_CAPTION_PROMPT;
    case 'question':
      return prompt.text.trim();
  }
}

/** What a reader types is text: a typed `<image>` or `</s>` must not act as the token of that name. */
export function withoutSpecialTokens(text: string, specialTokens: readonly string[]): string {
  return specialTokens.reduce((rest, token) => rest.replaceAll(token, ' '), text).trim();
}

function imageTokenOf({ config }: Processor): string {
  const { image_token } = config as { image_token?: string };
  return image_token ?? '<image>';
}

/** int64 [1, ids.length] */
export function idTensor(ids: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]);
}

/** int64 ones [1, length] */
export function fullAttention(length: number): Tensor {
  return new Tensor('int64', new BigInt64Array(length).fill(1n), [1, length]);
}
