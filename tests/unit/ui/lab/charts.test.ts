import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../../../src/benchmark/result-rows';
import { latencyOption, latencySamplesMs } from '../../../../src/ui/lab/results/latency-option';
import { rowLabel } from '../../../../src/benchmark/row-label';
import { fileName } from '../../../../src/ui/lab/results/save-file';
import { stageMedianMs, stageOption } from '../../../../src/ui/lab/results/stage-option';
import { accuracyKind, standingsOf, tradeoffPoints } from '../../../../src/ui/lab/results/tradeoff-option';
import { judgement, measuredCell, sampleRecord } from '../../benchmark/sample-record';

function seriesData(option: object): unknown {
  return 'series' in option && Array.isArray(option.series)
    ? option.series.map((series: { name: string; data: unknown }) => [series.name, series.data])
    : undefined;
}

describe('the bars of stages', () => {
  it('stack the medians of the stages, and leave a gap for a stage that was not measured', () => {
    const [fp32] = rowsOf(sampleRecord());
    // Totals 100, 100, 100 ms: 10 encode, 20 prefill, 70 decode; nothing was preprocessed.
    expect(seriesData(stageOption(fp32 === undefined ? [] : [fp32], 'runs'))).toEqual([
      ['preprocess', ['-']],
      ['vision encode', [10]],
      ['prefill', [20]],
      ['decode', [70]],
    ]);
  });

  it('take load stages from the loads: 190 ms are 1 fetch, 1 hash and 188 of session creation', () => {
    const [fp32] = rowsOf(sampleRecord());
    if (fp32 === undefined) throw new Error('no row');
    expect(stageMedianMs(fp32, 'sessionMs')).toBe(188);
    expect(stageMedianMs(fp32, 'warmupMs')).toBeUndefined();
  });
});

describe('the latency boxes', () => {
  it('hold least, quartiles, median and most, with every sample as a dot', () => {
    const rows = rowsOf(sampleRecord({ cells: [measuredCell('q8', 100, [10, 20, 30, 40, 50])], judgements: [] }));
    const dots = [10, 20, 30, 40, 50].map((ms) => [ms, 0]);
    expect(seriesData(latencyOption(rows, 'totalMs'))).toEqual([
      ['quartiles', [[10, 20, 30, 40, 50]]],
      ['samples', dots],
    ]);
  });

  it('pool the gaps between tokens over all runs', () => {
    const [row] = rowsOf(sampleRecord());
    if (row === undefined) throw new Error('no row');
    expect(latencySamplesMs(row, 'tokenGapMs')).toEqual([5, 7, 5, 7, 5, 7]);
  });
});

describe('accuracy against latency', () => {
  it('places what was both measured and judged, and finds what nothing beats', () => {
    const rows = rowsOf(
      sampleRecord({
        // q8 is faster and as often right: fp32 is beaten. q4 was not judged and has no place.
        cells: [
          measuredCell('fp32', 190, [99, 100, 101]),
          measuredCell('q8', 100, [79, 80, 81]),
          measuredCell('q4', 90, [60]),
        ],
        judgements: [judgement('fp32', ['yes', 'no']), judgement('q8', ['no', 'yes'])],
      }),
    );
    const points = tradeoffPoints(rows);
    expect(points.map(({ row, cost, value, weightBytes }) => [row.label, cost, value, weightBytes])).toEqual([
      ['fp32', 100, 0.5, 1000],
      ['q8', 80, 0.5, 1000],
    ]);
    expect([...standingsOf(points).values()]).toEqual(['beaten', 'on the front']);
  });

  it('says “beaten” only where the runs show it', () => {
    const [fp32, q8] = [measuredCell('fp32', 190, [70, 100, 130]), measuredCell('q8', 100, [60, 90, 120])];
    const judgements = [judgement('fp32', ['yes', 'no']), judgement('q8', ['no', 'yes'])];
    const points = tradeoffPoints(rowsOf(sampleRecord({ cells: [fp32, q8], judgements })));
    expect([...standingsOf(points).values()]).toEqual(['near', 'on the front']);
  });

  it('falls back to the plain accuracy when a row has no aspect with enough questions', () => {
    expect(accuracyKind(rowsOf(sampleRecord()))).toBe('accuracy');
    const answers = Array.from({ length: 15 }, () => 'yes');
    const enough = rowsOf(sampleRecord({ cells: [], judgements: [judgement('fp32', answers)] }));
    expect(accuracyKind(enough)).toBe('macroAccuracy');
  });
});

describe('names', () => {
  it('say which result a configuration belongs to only where several are shown', () => {
    const mine = rowsOf(sampleRecord());
    const theirs = rowsOf(sampleRecord({ id: 'r2', name: 'Her desktop' }));
    const [first] = mine;
    if (first === undefined) throw new Error('no row');
    expect(rowLabel(first, mine)).toBe('fp32');
    expect(rowLabel(first, [...mine, ...theirs])).toBe('fp32 (My laptop)');
  });

  it('become file names that every system takes', () => {
    expect(fileName('fp32, q8 on WASM, 22 Nov 2026, 13:20', 'json')).toBe('fp32-q8-on-wasm-22-nov-2026-13-20.json');
    expect(fileName('../..', 'csv')).toBe('edgeward.csv');
  });
});
