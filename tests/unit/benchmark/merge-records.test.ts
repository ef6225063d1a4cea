import { describe, expect, it } from 'vitest';
import { mergeRecords } from '../../../src/benchmark/merge-records';
import { measuredCell, sampleRecord } from './sample-record';

const model = (sha256: string) => ({ id: 'tiny', version: '1', files: [{ path: 'a.onnx', bytes: 1, sha256 }] });

describe('merging results', () => {
  it('puts other configurations beside those it has, and keeps the first of two measurements', () => {
    const left = sampleRecord({ cells: [measuredCell('fp32', 190, [100])], judgements: [] });
    const right = sampleRecord({ cells: [measuredCell('fp32', 1, [1]), measuredCell('q4', 80, [90])], judgements: [] });
    const merged = mergeRecords([left, right]);
    expect(
      merged.ok && merged.value.cells.map(({ configuration, loads }) => [configuration.dtype, loads[0]?.totalMs]),
    ).toEqual([
      ['fp32', 190],
      ['q4', 80],
    ]);
  });

  it('refuses results of different files under one model name', () => {
    const merged = mergeRecords([sampleRecord({ models: [model('a')] }), sampleRecord({ models: [model('b')] })]);
    expect(merged).toMatchObject({ ok: false, failure: { code: 'model-invalid', file: 'tiny' } });
  });

  it('has nothing to say about no results', () => {
    expect(mergeRecords([])).toMatchObject({ ok: false });
  });
});
