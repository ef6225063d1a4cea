import { describe, expect, it } from 'vitest';
import { mergeRecords } from '../../../src/benchmark/merge-records';
import type { Agreement, BenchmarkRecord, Judgement, Yardstick } from '../../../src/contract/benchmark-record';
import { configuration, judgement, measuredCell, sampleRecord } from './sample-record';
import { loadedModel } from './scripted-port';

const model = (sha256: string) => ({ id: 'tiny', version: '1', files: [{ path: 'a.onnx', bytes: 1, sha256 }] });
const merge = (...records: BenchmarkRecord[]) =>
  mergeRecords(records.map((record, index) => ({ file: `${index + 1}.json`, record })));
const judged = (...judgements: Judgement[]) => sampleRecord({ cells: [], judgements });

/** Two answers of each part; cases are numbered from `from`. @param threads undefined for a part that doesn't tell */
function part(from: number, threads: number | undefined, more: Partial<Judgement> = {}): Judgement {
  const whole = judgement('q8', ['yes', 'no']);
  const { runtime } = loadedModel(configuration('q8'));
  return {
    ...whole,
    ...(threads === undefined ? {} : { runtime: { ...runtime, threads } }),
    answers: whole.answers.map((answer, index) => ({ ...answer, caseId: `c${from + index}` })),
    finishedAt: '2026-11-22T12:01:00.000Z',
    ...more,
  };
}

function firstJudgement(...records: BenchmarkRecord[]): Judgement | undefined {
  const merged = merge(...records);
  return merged.ok ? merged.value.judgements[0] : undefined;
}

describe('merging results', () => {
  it('puts other configurations beside those it has, and keeps the first of two measurements', () => {
    const left = sampleRecord({ cells: [measuredCell('fp32', 190, [100])], judgements: [] });
    const right = sampleRecord({ cells: [measuredCell('fp32', 1, [1]), measuredCell('q4', 80, [90])], judgements: [] });
    const merged = merge(left, right);
    expect(
      merged.ok && merged.value.cells.map(({ configuration, loads }) => [configuration.dtype, loads[0]?.totalMs]),
    ).toEqual([
      ['fp32', 190],
      ['q4', 80],
    ]);
  });

  it('keeps one agreement for each configuration and reference, and one yardstick for each cell', () => {
    const agreement = (dtype: 'q8' | 'q4', agreeingTokenCount: number): Agreement => ({
      status: 'compared',
      configuration: configuration(dtype),
      reference: configuration('fp32'),
      promptCount: 1,
      tokenCount: 9,
      agreeingTokenCount,
      identicalPromptCount: 0,
      divergences: [],
    });
    const yardstick = (threads: number): Yardstick => ({
      engine: 'onnxruntime-node',
      engineVersion: '1',
      modelId: 'tiny',
      dtype: 'q8',
      threads,
      loads: [],
      runs: [],
    });
    const merged = merge(
      sampleRecord({ judgements: [], agreements: [agreement('q8', 7)], yardsticks: [yardstick(1)] }),
      sampleRecord({
        judgements: [],
        agreements: [agreement('q8', 8), agreement('q4', 5)],
        yardsticks: [yardstick(1), yardstick(2)],
      }),
    );
    expect(merged).toMatchObject({
      ok: true,
      value: {
        agreements: [{ agreeingTokenCount: 7 }, { agreeingTokenCount: 5 }],
        yardsticks: [{ threads: 1 }, { threads: 2 }],
      },
    });
    expect(merged.ok && [merged.value.agreements.length, merged.value.yardsticks?.length]).toEqual([2, 2]);
  });

  it('refuses results of different files under one model name', () => {
    expect(merge(sampleRecord({ models: [model('a')] }), sampleRecord({ models: [model('b')] }))).toEqual({
      ok: false,
      refusal: { kind: 'model-differs', modelId: 'tiny', files: ['1.json', '2.json'] },
    });
  });

  it('has nothing to say about no results', () => {
    expect(merge()).toEqual({ ok: false, refusal: { kind: 'nothing' } });
  });
});

describe('merging parts of a pack', () => {
  it('adds answers, images and machine time, and is finished only when all parts are', () => {
    const whole = firstJudgement(judged(part(0, 2)), judged(part(2, 2)));
    expect(whole).toMatchObject({ imageCount: 4, elapsedMs: 200, finishedAt: '2026-11-22T12:01:00.000Z' });
    expect(whole?.answers.map(({ caseId }) => caseId)).toEqual(['c0', 'c1', 'c2', 'c3']);
    const unfinished = part(2, 2);
    delete unfinished.finishedAt;
    expect(firstJudgement(judged(part(0, 2)), judged(unfinished))?.finishedAt).toBeUndefined();
  });

  it('is as a whole unfinished when a part was cut short', () => {
    const stopped = judged(part(2, 2));
    delete stopped.finishedAt;
    const merged = merge(judged(part(0, 2)), stopped);
    expect(merged.ok && merged.value.finishedAt).toBeUndefined();
  });

  it('states the threads only where all parts agree, and else lists them', () => {
    const same = firstJudgement(judged(part(0, 2)), judged(part(2, 2)));
    expect([same?.runtime?.threads, same?.threadCounts]).toEqual([2, undefined]);
    const three = firstJudgement(judged(part(0, 2)), judged(part(2, 1)), judged(part(4, 2)));
    expect(three?.runtime).toMatchObject({ wasmBuild: 'plain' });
    expect(three?.runtime).not.toHaveProperty('threads');
    expect(three?.threadCounts).toEqual([1, 2]);
    const untold = firstJudgement(judged(part(0, 2)), judged(part(2, undefined)));
    expect([untold?.runtime?.threads, untold?.threadCounts]).toEqual([undefined, undefined]);
  });

  it('refuses parts that share cases, and names the two files and the cases', () => {
    const skipping = part(4, 1, {
      skipped: [{ caseId: 'c1', image: 'c1.png', failure: { code: 'image-empty', name: 'c1.png' } }],
    });
    expect(merge(judged(part(0, 1)), judged(part(2, 1)), judged(skipping))).toEqual({
      ok: false,
      refusal: {
        kind: 'overlap',
        packId: 'p',
        caseIds: ['c1'],
        configuration: configuration('q8'),
        files: ['1.json', '3.json'],
      },
    });
  });

  it('refuses different versions of a pack', () => {
    const changed = part(2, 1, { pack: { id: 'p', title: 'Pack', caseCount: 4, questionCount: 9 } });
    expect(merge(judged(part(0, 1)), judged(changed))).toMatchObject({
      ok: false,
      refusal: {
        kind: 'pack-differs',
        counts: [
          { cases: 4, questions: 4 },
          { cases: 4, questions: 9 },
        ],
      },
    });
  });
});
