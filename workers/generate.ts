import { fail, succeed, type Result } from '../src/contract/failure';
import type {
  GeneratedToken,
  GenerateRequest,
  GenerationEvent,
  GenerationResult,
  GenerationStage,
} from '../src/contract/inference-api';
import { openDecoder } from './decoder';
import { describeRunError } from './describe-error';
import { unlessDeviceLost } from './device-loss';
import type { FeatureCache } from './feature-cache';
import { encodeImage, type EncodedImage, type ImageFeatures } from './image-features';
import type { ImagePrefixSlot } from './image-prefix';
import { createMeasurement, type Measurement } from './measurement';
import { promptTokens, requireTokenizer } from './prompt-tokens';
import type { Session } from './session';
import { endOfSequenceIds } from './stock-model';
import { createTextStream } from './text-stream';
import { greedyToken, tokenProbability } from './token-choice';
import { yieldNowAndThen, yieldToMessages } from './yield-to-messages';

export interface GenerationControl {
  features: FeatureCache<ImageFeatures>;
  prefix: ImagePrefixSlot;
  emit: (event: GenerationEvent) => void;
  /** Sends what `emit` has gathered. */
  flush?: () => void;
  isCancelled: () => boolean;
}

/** Thrown to leave the stages when the reader stops before the first token; never leaves this file. */
class Cancelled extends Error {}

/**
 * Answers one prompt about one image: preprocess, encode (unless cached), prefill (the image's part unless cached), decode
 * token by token. A stop
 * before the first token is the failure `cancelled`; a later one keeps the tokens.
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
    const answer = await decodeAnswer({ session, request, control, room, step: decoder.step, measurement }, logits);
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

/** How many tokens a benchmark or a comparison asks for, whatever they are. */
function forcedCount({ forcedTokenIds, forcedTokenCount }: GenerateRequest): number | undefined {
  return forcedTokenIds?.length ?? forcedTokenCount;
}

interface DecodeLoop {
  session: Session;
  request: GenerateRequest;
  control: GenerationControl;
  /** Tokens that still fit behind the prompt; at least one. */
  room: number;
  step: (id: number) => Promise<Float32Array>;
  measurement: Measurement;
}

type Answer = Pick<GenerationResult, 'text' | 'tokens' | 'stopped' | 'meanProbability' | 'answerProbability'>;

async function decodeAnswer(loop: DecodeLoop, firstLogits: Float32Array): Promise<Answer> {
  const { session, request, control, measurement } = loop;
  const temperature = session.manifest.calibration?.temperature ?? 1;
  const forced = forcedCount(request);
  const limit = forced ?? Math.min(request.maxNewTokens, loop.room);
  const endIds = forced === undefined ? endOfSequenceIds(session.model) : new Set<number>();
  const text = createTextStream(requireTokenizer(session.processor));
  const tokens: GeneratedToken[] = [];
  let answerProbability = 1;
  let logits = firstLogits;
  const finish = (stopped: Answer['stopped']): Answer => ({
    text: tokens.map((token) => token.text).join(''),
    tokens,
    stopped,
    ...(tokens.length === 0 ? {} : { meanProbability: geometricMean(tokens), answerProbability }),
  });

  for (;;) {
    const greedyId = greedyToken(logits);
    const forcedId = request.forcedTokenIds?.[tokens.length];
    const id = forcedId ?? greedyId;
    const probability = tokenProbability(logits, id, temperature, greedyId);
    answerProbability *= probability;
    measurement.tokenKnown(endIds.has(id));
    if (endIds.has(id)) return finish('end-of-sequence');
    const token: GeneratedToken = {
      id,
      text: text.push(id),
      probability,
      ...(forcedId === undefined ? {} : { greedyId }),
    };
    tokens.push(token);
    if (tokens.length === 1) control.emit({ kind: 'stage', stage: 'decode' });
    control.emit({ kind: 'token', token });
    if (tokens.length >= limit) return finish('length');
    await yieldNowAndThen();
    if (control.isCancelled()) return finish('cancelled');
    logits = await loop.step(id);
  }
}

function geometricMean(tokens: readonly GeneratedToken[]): number {
  return Math.exp(tokens.reduce((sum, { probability }) => sum + Math.log(probability), 0) / tokens.length);
}
