import { describe, expect, it } from 'vitest';
import { parseCount, parseDtypes, parseShard } from '../../../../scripts/evaluate/parse-list';

describe('options of the command line', () => {
  it('reads lists of precisions and refuses an unknown one by name', () => {
    expect(parseDtypes(' fp32, q4f16,', '--dtypes')).toEqual(['fp32', 'q4f16']);
    expect(() => parseDtypes('fp32,q3', '--dtypes')).toThrow('--dtypes: "q3" is not one of fp32, fp16, q8, q4, q4f16');
  });

  it('counts shards from one', () => {
    expect(parseShard('2/8')).toEqual({ shardIndex: 1, shardCount: 8 });
    for (const text of ['0/8', '9/8', '1', '1/0', 'a/b', '1/2/3']) expect(() => parseShard(text)).toThrow('--shard');
  });

  it('takes whole numbers only', () => {
    expect(parseCount('12', '--limit')).toBe(12);
    for (const text of ['0', '-1', '1.5', 'x', '']) expect(() => parseCount(text, '--limit')).toThrow('--limit');
  });
});
