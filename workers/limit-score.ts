import type { LimitScore } from '../src/contract/inference-api';
import type { LimitParameters } from '../src/contract/model-manifest';

/**
 * How far an image lies from the training images: its features, averaged over tokens, are centred and whitened by the
 * projection; the score is the squared distance to the nearest class mean.
 * @param features float32, row-major [tokens, width], the vision encoder's output for one image
 */
export function limitScore(features: Float32Array, parameters: LimitParameters): LimitScore {
  const whitened = project(
    parameters.projection,
    centre(meanOverTokens(features, parameters.center.length), parameters),
  );
  let score = Infinity;
  let nearest: string | undefined;
  parameters.means.forEach((mean, index) => {
    const distance = squaredDistance(whitened, mean);
    if (distance >= score) return;
    score = distance;
    nearest = parameters.labels[index];
  });
  const { threshold } = parameters;
  return { score, threshold, unlikeTraining: score > threshold, ...(nearest === undefined ? {} : { nearest }) };
}

function meanOverTokens(features: Float32Array, width: number): Float64Array {
  const tokenCount = features.length / width;
  if (!Number.isInteger(tokenCount) || tokenCount === 0) {
    throw new Error(`${features.length} feature values do not divide into tokens of width ${width}`);
  }
  const mean = new Float64Array(width);
  features.forEach((value, index) => {
    mean[index % width] = (mean[index % width] ?? 0) + value / tokenCount;
  });
  return mean;
}

function centre(vector: Float64Array, { center }: LimitParameters): Float64Array {
  return vector.map((value, index) => value - (center[index] ?? 0));
}

function project(rows: readonly (readonly number[])[], vector: Float64Array): number[] {
  return rows.map((row) => row.reduce((sum, weight, index) => sum + weight * (vector[index] ?? 0), 0));
}

function squaredDistance(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + (value - (right[index] ?? 0)) ** 2, 0);
}
