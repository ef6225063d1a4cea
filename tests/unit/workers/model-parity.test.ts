import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  AutoProcessor,
  env,
  LlavaForConditionalGeneration,
  RawImage,
  type Processor,
  type Tensor,
} from '@huggingface/transformers';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDecoder, type Decoder } from '../../../workers/decoder';
import { openEmbedding } from '../../../workers/embedding-rows';
import { resampleBilinear } from '../../../workers/resample';
import type { StockModel } from '../../../workers/stock-model';

interface GoldenPrompt {
  text: string;
  promptIds: number[];
  /** [token id, PyTorch's logit] for the first token of the answer. */
  firstLogits: [number, number][];
  tokenIds: number[];
  answer: string;
}

interface GoldenImage {
  sample: string;
  fileSha256: string;
  /** [row, column, red, green, blue] after Pillow's resize to 224 × 224. */
  pixelProbes: [number, number, number, number, number][];
  /** [index, value] into image_features [49, 256]. */
  featureProbes: [number, number][];
  prompts: GoldenPrompt[];
}

// Written by training/check_parity.py from Pillow and PyTorch float32, for the weights in public/models/edgeward-tiny.
const fixtureUrl = new URL('../../fixtures/parity.json', import.meta.url);
const { images } = JSON.parse(readFileSync(fixtureUrl, 'utf8')) as { images: GoldenImage[] };
const publicFolder = new URL('../../../public/', import.meta.url);
const LOGIT_BOUND = 1e-3;

/** Pixels of a shipped sample as the page makes them: decoded, then our own resampler. */
async function squashed({ sample }: GoldenImage): Promise<Uint8Array> {
  const file = fileURLToPath(new URL(`samples/${sample}`, publicFolder));
  const { data, info } = await sharp(file)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const image = { widthPx: info.width, heightPx: info.height, data: Uint8Array.from(data) };
  return resampleBilinear(image, 224, 224).data;
}

describe.each(images)('$sample in JavaScript against Pillow and PyTorch', (golden) => {
  let processor: Processor;
  let model: StockModel;
  let pixels: Uint8Array;
  let features: Tensor;
  let newDecoder: () => Decoder;

  beforeAll(async () => {
    env.allowRemoteModels = false;
    env.allowLocalModels = true;
    env.localModelPath = fileURLToPath(new URL('models/', publicFolder));
    processor = await AutoProcessor.from_pretrained('edgeward-tiny');
    const loaded = await LlavaForConditionalGeneration.from_pretrained('edgeward-tiny', { dtype: 'fp32' });
    model = loaded as unknown as StockModel;
    pixels = await squashed(golden);
    const inputs = (await processor.image_processor?.(new RawImage(pixels, 224, 224, 3))) as { pixel_values: Tensor };
    features = await model.encode_image(inputs);
    const embedToken = await openEmbedding(model);
    newDecoder = () => openDecoder(model, embedToken);
  }, 60_000);

  it('was made from the sample that is shipped', () => {
    const file = readFileSync(new URL(`samples/${golden.sample}`, publicFolder));
    expect(createHash('sha256').update(file).digest('hex')).toBe(golden.fileSha256);
  });

  it('is resized to within 1/255 of Pillow', () => {
    for (const [row, column, ...rgb] of golden.pixelProbes) {
      rgb.forEach((value, channel) => {
        const own = pixels[(row * 224 + column) * 3 + channel] ?? NaN;
        expect(Math.abs(own - value)).toBeLessThanOrEqual(1);
      });
    }
  });

  it('gives the image features of PyTorch', () => {
    const values = features.data as Float32Array;
    for (const [index, value] of golden.featureProbes) expect(values[index]).toBeCloseTo(value, 2);
  });

  it.each(golden.prompts)('answers "$text" as PyTorch does', async (prompt) => {
    const decoder = newDecoder();
    let { logits } = await decoder.prefill(prompt.promptIds, features);
    for (const [id, value] of prompt.firstLogits) {
      expect(Math.abs((logits[id] ?? NaN) - value)).toBeLessThan(LOGIT_BOUND);
    }
    const ids: number[] = [];
    for (const expected of prompt.tokenIds) {
      const id = logits.indexOf(Math.max(...logits));
      ids.push(id);
      logits = await decoder.step(expected);
    }
    expect(ids).toEqual(prompt.tokenIds);
    expect(processor.tokenizer?.decode(ids, { skip_special_tokens: true }).trim()).toBe(prompt.answer);
  });

  it('gives the same logits with the key-value cache as without', async () => {
    const { promptIds, tokenIds } = golden.prompts[0] ?? { promptIds: [], tokenIds: [] };
    const cached = newDecoder();
    let { logits: stepped } = await cached.prefill(promptIds, features);
    for (const id of tokenIds) stepped = await cached.step(id);
    const whole = await newDecoder().prefill([...promptIds, ...tokenIds], features);
    const largest = whole.logits.reduce((most, value, id) => Math.max(most, Math.abs(value - (stepped[id] ?? NaN))), 0);
    expect(largest).toBeLessThan(LOGIT_BOUND);
  });

  it("gives a second question exactly the logits that it has alone, with the first one's image tokens", async () => {
    const [first, second] = golden.prompts;
    if (first === undefined || second === undefined) throw new Error('two prompts expected');
    const { prefix } = await newDecoder().prefill(first.promptIds, features);
    expect(prefix?.tokenCount).toBe(49);
    const continued = await newDecoder().prefill(second.promptIds, features, prefix);
    const alone = await newDecoder().prefill(second.promptIds, features);
    expect(continued.logits).toEqual(alone.logits);
  });
});
