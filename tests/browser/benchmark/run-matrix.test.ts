import { describe, expect, it } from 'vitest';
import { measureAgreement } from '../../../src/benchmark/agreement';
import { newRecord } from '../../../src/benchmark/new-record';
import { createPauseGate } from '../../../src/benchmark/pause-gate';
import { runMatrix } from '../../../src/benchmark/run-matrix';
import { documentVisibility } from '../../../src/benchmark/visibility';
import type { BenchmarkPlan } from '../../../src/contract/benchmark-record';
import type { RgbImage } from '../../../src/contract/inference-api';
import { createInferenceClient } from '../../../src/inference/client';
import { MODELS_URL, onWasm, RUNTIME_URL } from '../inference/bundled-model';

const TINY = onWasm('q8');
const MISSING = { ...TINY, modelId: 'no-such-model' };

const createClient = () => createInferenceClient({ modelsUrl: MODELS_URL, runtimeUrl: RUNTIME_URL });

/** A grey ramp: any pixels do, since what is tested is the measuring. */
function ramp(): RgbImage {
  const [widthPx, heightPx] = [64, 64];
  const data = new Uint8Array(widthPx * heightPx * 3).map((_, index) => (Math.floor(index / 3) % widthPx) * 4);
  return { widthPx, heightPx, data };
}

describe('measuring with the real worker', () => {
  it('gives every run equal work, all its stages and a plausible clock, and records a model that is missing', async () => {
    const plan: BenchmarkPlan = {
      configurations: [MISSING, TINY],
      images: [{ id: 'ramp', title: 'Ramp' }],
      prompt: { kind: 'caption' },
      forcedTokenCount: 6,
      rounds: 1,
      runsPerRound: 2,
      warmupRuns: 1,
    };
    const record = newRecord({
      id: 'test',
      name: 'test',
      environment: { browser: { name: 'b', userAgent: 'u' }, crossOriginIsolated, page: { version: '0' } },
      models: [],
      plan,
      now: new Date(),
    });
    const measured = await runMatrix(
      {
        record,
        images: [ramp()],
        gate: createPauseGate(),
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onRecord: () => undefined,
      },
      { createClient, visibility: documentVisibility(), now: () => new Date() },
    );
    const [missing, tiny] = measured.cells;
    expect(missing?.status).toBe('crashed');
    expect(missing?.failure?.code).toMatch(/^model-/u);
    expect(tiny?.status).toBe('done');
    expect(tiny?.loads).toHaveLength(1);
    expect(tiny?.coldRuns).toHaveLength(1);
    expect(tiny?.runs).toHaveLength(2);
    for (const run of tiny?.runs ?? []) {
      expect(run.generatedTokenCount).toBe(6);
      expect(run.tokenGapsMs).toHaveLength(5);
      // Features are never taken from the cache.
      expect(run.visionEncodeMs).toBeGreaterThan(0);
      expect(run.sessionRunMs).toBeLessThanOrEqual(run.totalMs);
      const stages = (run.preprocessMs ?? 0) + (run.visionEncodeMs ?? 0) + run.prefillMs + run.decodeMs;
      expect(stages).toBeLessThanOrEqual(run.totalMs * 1.01);
      expect(stages).toBeGreaterThan(run.totalMs * 0.5);
    }
  });

  it('agrees with itself in every token', async () => {
    const [agreement] = await measureAgreement({
      prompts: [
        { imageId: 'ramp', image: ramp(), prompt: { kind: 'question', text: 'What imaging modality is this?' } },
      ],
      references: [TINY],
      configurations: [TINY],
      createClient,
      maxNewTokens: 12,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    if (agreement?.status !== 'compared') throw new Error(JSON.stringify(agreement));
    expect(agreement.tokenCount).toBeGreaterThan(0);
    expect(agreement.agreeingTokenCount).toBe(agreement.tokenCount);
  });
});
