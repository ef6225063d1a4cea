import { fail, succeed, type Result } from '../src/contract/failure';
import type { GenerateRequest, GenerationResult, GenerationStage } from '../src/contract/inference-api';
import { decodeAnswer, forcedCount, type GenerationTalk } from './decode-answer';
import { openDecoder } from './decoder';
import { describeRunError } from './describe-error';
import { unlessDeviceLost } from './device-loss';
import type { FeatureCache } from './feature-cache';
import { encodeImage, type EncodedImage, type ImageFeatures } from './image-features';
import type { ImagePrefixSlot } from './image-prefix';
import { createMeasurement } from './measurement';
import { promptTokens } from './prompt-tokens';
import type { Session } from './session';
import { yieldToMessages } from './yield-to-messages';

export interface GenerationControl extends GenerationTalk {
  features: FeatureCache<ImageFeatures>;
  prefix: ImagePrefixSlot;
}

/** Thrown to leave the stages when the reader stops before the first token; never leaves this file. */
class Cancelled extends Error {}

/**
 * Answers one prompt about one image: preprocess, encode (unless cached), prefill (the image's part unless cached), decode
 * token by token. A stop before the first token is the failure `cancelled`; a later one keeps the tokens.
 */
export function generateAnswer(
  session: Session,
  request: GenerateRequest,
  control: GenerationControl,
): Promise<Result<GenerationResult>> {
  return unlessDeviceLost(session, runStages(session, request, control));
}

async function runStages(
  session: Session,
  request: GenerateRequest,
  control: GenerationControl,
): Promise<Result<GenerationResult>> {
  let stage: GenerationStage = 'preprocess';
  const enter = async (next: GenerationStage) => {
    stage = next;
    control.emit({ kind: 'stage', stage: next });
    control.flush?.();
    await yieldToMessages();
    if (control.isCancelled()) throw new Cancelled();
  };
  const decoder = openDecoder(session.model, session.embedToken);
  try {
    const measurement = createMeasurement(session.clock);
    const image = await featuresOf(session, request, control.features, enter);
    measurement.addImage(image);
    if (image.limit !== undefined) control.emit({ kind: 'limit', limit: image.limit });

    await enter('prefill');
    const ids = promptTokens(session.processor, session.manifest, request.prompt, imageTokenCount(image));
    const limitTokens = session.model.config.text_config?.max_position_embeddings ?? Infinity;
    const room = limitTokens - ids.length;
    if (room < (forcedCount(request) ?? 1))
      return fail({ code: 'prompt-too-long', promptTokens: ids.length, limitTokens });
    const known = control.prefix.get(request.imageId);
    const { logits, prefix } = await measurement.prefill(ids.length, known?.tokenCount ?? 0, () =>
      decoder.prefill(ids, image.features, known),
    );
    if (prefix !== undefined && prefix !== known) control.prefix.set(request.imageId, prefix);
    stage = 'decode';
    const answer = await decodeAnswer(
      { session, request, talk: control, room, step: decoder.step, measurement },
      logits,
    );
    return succeed({
      ...answer,
      ...(image.limit === undefined ? {} : { limit: image.limit }),
      metrics: measurement.finish(),
    });
  } catch (error) {
    if (error instanceof Cancelled) return fail({ code: 'cancelled' });
    return fail(describeRunError(error, stage));
  } finally {
    decoder.dispose();
  }
}

async function featuresOf(
  session: Session,
  { imageId, image }: GenerateRequest,
  cache: FeatureCache<ImageFeatures>,
  enter: (stage: GenerationStage) => Promise<void>,
): Promise<ImageFeatures | EncodedImage> {
  const cached = cache.get(imageId);
  if (cached !== undefined) return cached;
  if (image === undefined) throw new Error(`no pixels came with ${imageId}, and its features are not cached`);
  const encoded = await encodeImage(session, image, enter);
  cache.set(
    imageId,
    encoded.limit === undefined ? { features: encoded.features } : { features: encoded.features, limit: encoded.limit },
  );
  return encoded;
}

/** Features are [1, tokens, width], or [tiles, tokens, width] where a model cuts the image into tiles. */
function imageTokenCount({ features }: ImageFeatures): number {
  return features.dims.slice(0, -1).reduce((product, size) => product * size, 1);
}
