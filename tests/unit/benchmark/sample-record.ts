import { emptyCell } from '../../../src/benchmark/plan';
import type { BenchmarkCell, BenchmarkRecord, JudgedAnswer, Judgement } from '../../../src/contract/benchmark-record';
import type { Configuration, Dtype } from '../../../src/contract/inference-api';
import { loadedModel } from './scripted-port';

export const configuration = (dtype: Dtype): Configuration => ({ modelId: 'tiny', dtype, device: 'wasm' });

export function measuredCell(dtype: Dtype, loadMs: number, totalsMs: readonly number[]): BenchmarkCell {
  return {
    ...emptyCell(configuration(dtype)),
    status: 'done',
    runtime: loadedModel(configuration(dtype)).runtime,
    // Three, or there would be no interval and no comparison.
    loads: [0, 1, 2].map((round) => ({
      round,
      fetchMs: 1,
      hashMs: 1,
      sessionMs: loadMs - 2,
      totalMs: loadMs,
      fromStorage: true,
    })),
    runs: totalsMs.map((totalMs, run) => ({
      round: 0,
      run,
      imageId: 'a',
      visionEncodeMs: 10,
      prefillMs: 20,
      firstTokenMs: 30,
      decodeMs: totalMs - 30,
      totalMs,
      promptTokenCount: 60,
      generatedTokenCount: 3,
      tokenGapsMs: [5, 7],
      sessionRunMs: totalMs - 3,
      decodeSessionRunMs: totalMs - 33,
    })),
  };
}

export function judgement(dtype: Dtype, given: readonly string[]): Judgement {
  const answers = given.map((text, index): JudgedAnswer => ({
    caseId: `c${index}`,
    questionId: `c${index}/q`,
    source: 's',
    group: `g${index}`,
    aspect: 'finding',
    answerType: 'closed',
    question: 'Is it?',
    expected: 'yes',
    given: text,
  }));
  return {
    configuration: configuration(dtype),
    pack: { id: 'p', title: 'Pack', caseCount: 4, questionCount: 4 },
    startedAt: '2026-11-22T12:00:00.000Z',
    answers,
    skipped: [],
    imageCount: answers.length,
    elapsedMs: 100,
  };
}

/** fp32 loads in 190 ms and q8 in 100; they answer 3 of 4 questions alike. */
export function sampleRecord(change: Partial<BenchmarkRecord> = {}): BenchmarkRecord {
  return {
    format: 'edgeward-benchmark/1',
    id: 'r1',
    name: 'My laptop',
    startedAt: '2026-11-22T12:00:00.000Z',
    finishedAt: '2026-11-22T12:10:00.000Z',
    environment: {
      browser: { name: 'Chromium', userAgent: 'u' },
      crossOriginIsolated: true,
      page: { version: '0.1.0' },
    },
    models: [],
    cells: [measuredCell('fp32', 190, [100, 100, 100]), measuredCell('q8', 100, [100, 101, 99])],
    judgements: [judgement('fp32', ['yes', 'yes', 'no', 'yes']), judgement('q8', ['Yes.', 'yes', 'no', 'no'])],
    agreements: [],
    ...change,
  };
}
