import { RawImage, type Tensor } from '@huggingface/transformers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../src/contract/inference-api';
import { FeatureCache } from '../../../workers/feature-cache';
import { generateAnswer } from '../../../workers/generate';
import { ImagePrefixSlot } from '../../../workers/image-prefix';
import { requireTokenizer } from '../../../workers/prompt-tokens';
import { resampleBilinear } from '../../../workers/resample';
import { openSession, type Session } from '../../../workers/session';
import { expectOk, MODELS_URL, onWasm, RUNTIME_URL } from './bundled-model';
import { picture } from './pictures';

const NEW_TOKENS = 16;
const PROMPTS = ['Describe this image.', 'Is there a tumour?', 'What organ is this', 'modality?'];

// In the page instead of a worker, so that the library's own `generate` can run on the very same sessions.
describe.each<Dtype>(['fp32', 'q8'])("our greedy loop against the library's own generate, %s", (dtype) => {
  let session: Session;
  beforeAll(async () => {
    const request = { configuration: onWasm(dtype), modelsUrl: MODELS_URL, runtimeUrl: RUNTIME_URL };
    ({ session } = expectOk(await openSession(request, () => undefined)));
  }, 60_000);

  async function stockIds(imageSeed: number, text: string): Promise<number[]> {
    const { processor, model } = session;
    const { data, widthPx, heightPx } = resampleBilinear(picture(imageSeed), 224, 224);
    const chat = processor.apply_chat_template(
      [{ role: 'user', content: [{ type: 'image' }, { type: 'text', text }] }],
      { add_generation_prompt: true, tokenize: false },
    );
    const inputs = (await processor(new RawImage(data, widthPx, heightPx, 3), chat)) as { input_ids: Tensor };
    const output = await model.generate({ ...inputs, max_new_tokens: NEW_TOKENS, do_sample: false });
    const ids = (output.tolist() as bigint[][])[0] ?? [];
    return ids.slice(inputs.input_ids.dims[1]).map(Number);
  }

  const prefix = new ImagePrefixSlot();

  it.each([1, 2])('chooses the same tokens for every prompt, picture %i', async (seed) => {
    for (const text of PROMPTS) {
      const ours = expectOk(
        await generateAnswer(
          session,
          { imageId: `${seed}`, image: picture(seed), prompt: { kind: 'question', text }, maxNewTokens: NEW_TOKENS },
          { features: new FeatureCache(1), prefix, emit: () => undefined, isCancelled: () => false },
        ),
      );
      const expected = await stockIds(seed, text);
      const ended = ours.stopped === 'end-of-sequence';
      expect(ours.tokens.map(({ id }) => id)).toEqual(ended ? expected.slice(0, -1) : expected);
      const stockText = requireTokenizer(session.processor).decode(expected, { skip_special_tokens: true });
      expect(ours.text.trim()).toBe(stockText.trim());
    }
  });
});
