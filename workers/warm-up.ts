import { succeed, type Result } from '../src/contract/failure';
import type { LoadedModel, LoadEvent } from '../src/contract/inference-api';
import { FeatureCache } from './feature-cache';
import { generateAnswer } from './generate';
import { ImagePrefixSlot } from './image-prefix';
import type { Session } from './session';

const BLANK_SIDE_PX = 224;

/**
 * Runs a blank image once, so that the GPU's shaders are compiled before the reader waits for an answer. WASM has
 * nothing to compile that would pay for the delay.
 */
export async function warmUp(
  session: Session,
  loaded: LoadedModel,
  emit: (event: LoadEvent) => void,
): Promise<Result<LoadedModel>> {
  emit({ kind: 'warming-up' });
  const startedAt = performance.now();
  const prefix = new ImagePrefixSlot();
  const { widthPx = BLANK_SIDE_PX, heightPx = BLANK_SIDE_PX } = session.manifest.image ?? {};
  const run = await generateAnswer(
    session,
    {
      imageId: 'warm-up',
      image: { widthPx, heightPx, data: new Uint8Array(widthPx * heightPx * 3) },
      prompt: { kind: 'caption' },
      maxNewTokens: 2,
      forcedTokenCount: 2,
    },
    { features: new FeatureCache(1), prefix, emit: () => undefined, isCancelled: () => false },
  );
  prefix.clear();
  if (!run.ok) return run;
  const warmupMs = performance.now() - startedAt;
  const { timings } = loaded;
  return succeed({ ...loaded, timings: { ...timings, warmupMs, totalMs: timings.totalMs + warmupMs } });
}
