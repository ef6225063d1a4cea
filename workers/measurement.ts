import type { GenerationMetrics } from '../src/contract/measurement';
import type { EncodedImage, ImageFeatures } from './image-features';
import type { RunClock } from './run-clock';

/** Collects one generation's timings; a stage that doesn't run leaves no figure. */
export interface Measurement {
  /** Takes over the image stages' times, if they ran. */
  addImage(image: ImageFeatures | EncodedImage): void;
  /** @param reusedTokenCount tokens whose key-value cache was at hand */
  prefill<T>(promptTokenCount: number, reusedTokenCount: number, run: () => Promise<T>): Promise<T>;
  /** Call when a token has been chosen. The end of sequence counts for the first token's time only. */
  tokenKnown(endsSequence: boolean): void;
  finish(): GenerationMetrics;
}

/** Starts the stopwatch. */
export function createMeasurement(clock: RunClock): Measurement {
  const startedAt = performance.now();
  clock.elapsedMs = 0;
  const imageTimes: Pick<GenerationMetrics, 'preprocessMs' | 'visionEncodeMs'> = {};
  let promptTokenCount = 0;
  let reusedTokenCount = 0;
  let prefillMs = 0;
  let firstKnownAt: number | undefined;
  let runMsAtFirst = 0;
  let runMsAtLast = 0;
  const knownAt: number[] = [];

  return {
    addImage(image) {
      if (!('visionEncodeMs' in image)) return;
      imageTimes.preprocessMs = image.preprocessMs;
      imageTimes.visionEncodeMs = image.visionEncodeMs;
    },
    async prefill(count, reused, run) {
      promptTokenCount = count;
      reusedTokenCount = reused;
      const prefillStartedAt = performance.now();
      const result = await run();
      prefillMs = performance.now() - prefillStartedAt;
      return result;
    },
    tokenKnown(endsSequence) {
      const now = performance.now();
      firstKnownAt ??= now;
      if (endsSequence) return;
      if (knownAt.length === 0) runMsAtFirst = clock.elapsedMs;
      runMsAtLast = clock.elapsedMs;
      knownAt.push(now);
    },
    finish() {
      const tokenGapsMs = gaps(knownAt);
      const decodeMs = tokenGapsMs.reduce((sum, gap) => sum + gap, 0);
      return {
        ...imageTimes,
        prefillMs,
        firstTokenMs: (firstKnownAt ?? performance.now()) - startedAt,
        decodeMs,
        totalMs: performance.now() - startedAt,
        promptTokenCount,
        ...(reusedTokenCount === 0 ? {} : { reusedPromptTokenCount: reusedTokenCount }),
        generatedTokenCount: knownAt.length,
        ...(tokenGapsMs.length === 0 ? {} : { decodeTokensPerSecond: (1000 * tokenGapsMs.length) / decodeMs }),
        tokenGapsMs,
        sessionRunMs: clock.elapsedMs,
        decodeSessionRunMs: runMsAtLast - runMsAtFirst,
      };
    },
  };
}

/** Differences between neighbours: n moments span n − 1 gaps. */
function gaps(moments: readonly number[]): number[] {
  return moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
}
