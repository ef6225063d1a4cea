import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMeasurement } from '../../../workers/measurement';

describe('createMeasurement', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const pass = (ms: number) => vi.advanceTimersByTime(ms);

  it('counts n − 1 gaps for n tokens and leaves the end of sequence out of them', async () => {
    const clock = { elapsedMs: 99 };
    const measurement = createMeasurement(clock);
    pass(5);
    await measurement.prefill(58, 49, () => Promise.resolve(pass(30)));
    clock.elapsedMs += 28;
    measurement.tokenKnown(false);
    pass(10);
    clock.elapsedMs += 9;
    measurement.tokenKnown(false);
    pass(30);
    clock.elapsedMs += 26;
    measurement.tokenKnown(false);
    pass(7);
    clock.elapsedMs += 6;
    measurement.tokenKnown(true);
    expect(measurement.finish()).toEqual({
      prefillMs: 30,
      firstTokenMs: 35,
      decodeMs: 40,
      totalMs: 82,
      promptTokenCount: 58,
      reusedPromptTokenCount: 49,
      generatedTokenCount: 3,
      decodeTokensPerSecond: 50,
      tokenGapsMs: [10, 30],
      sessionRunMs: 69,
      decodeSessionRunMs: 35,
    });
  });

  it('gives no rate for a single token and no image times for a cached image', () => {
    const measurement = createMeasurement({ elapsedMs: 0 });
    measurement.tokenKnown(false);
    const metrics = measurement.finish();
    expect(metrics).not.toHaveProperty('decodeTokensPerSecond');
    expect(metrics).not.toHaveProperty('visionEncodeMs');
    expect(metrics.tokenGapsMs).toEqual([]);
  });

  it('knows when the first token of an empty answer came', () => {
    const measurement = createMeasurement({ elapsedMs: 0 });
    pass(12);
    measurement.tokenKnown(true);
    pass(3);
    expect(measurement.finish()).toMatchObject({ firstTokenMs: 12, generatedTokenCount: 0, totalMs: 15 });
  });
});
