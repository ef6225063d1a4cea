import { RawImage, type Tensor } from '@huggingface/transformers';
import type { GenerationStage, LimitScore, RgbImage } from '../src/contract/inference-api';
import { limitScore } from './limit-score';
import { resampleBilinear } from './resample';
import type { Session } from './session';

/** What the decoder needs of an image, and how far the image lies from the training images. */
export interface ImageFeatures {
  /** float [1, tokens, width] */
  features: Tensor;
  limit?: LimitScore;
}

export interface EncodedImage extends ImageFeatures {
  preprocessMs: number;
  visionEncodeMs: number;
}

/** Preprocesses and encodes one image; `enter` announces each stage. */
export async function encodeImage(
  session: Session,
  image: RgbImage,
  enter: (stage: GenerationStage) => Promise<void>,
): Promise<EncodedImage> {
  await enter('preprocess');
  const preprocessStartedAt = performance.now();
  const pixels = await preprocess(session, image);
  const preprocessMs = performance.now() - preprocessStartedAt;

  await enter('encode');
  const encodeStartedAt = performance.now();
  const features = await session.model.encode_image({ pixel_values: pixels });
  const visionEncodeMs = performance.now() - encodeStartedAt;

  const limit = session.limit && limitScore(features.to('float32').data as Float32Array, session.limit);
  return { features, preprocessMs, visionEncodeMs, ...(limit === undefined ? {} : { limit }) };
}

/**
 * Resizes by our own resampler, which computes the same bytes as training did; the browser's canvas would not. The
 * stock processor then finds the image at its size already and only rescales and normalises.
 * @returns pixel_values float32 [1, 3, height, width]
 */
async function preprocess({ manifest, processor }: Session, image: RgbImage): Promise<Tensor> {
  const { image_processor } = processor;
  if (image_processor === undefined) throw new Error('The model folder has no image processor.');
  const size = manifest.image;
  const { data, widthPx, heightPx } = size === undefined ? image : resampleBilinear(image, size.widthPx, size.heightPx);
  const { pixel_values } = (await image_processor(new RawImage(data, widthPx, heightPx, 3))) as {
    pixel_values: Tensor;
  };
  return pixel_values;
}
