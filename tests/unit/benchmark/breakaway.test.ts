import { describe, expect, it } from 'vitest';
import { breakawayOf, describeShare, verdictOf, type Breakaway } from '../../../src/benchmark/breakaway';
import { rowsOf } from '../../../src/benchmark/result-rows';
import type { Agreement } from '../../../src/contract/benchmark-record';
import type { Dtype } from '../../../src/contract/configuration';
import { configuration, judgement, sampleRecord } from './sample-record';

function tokens(dtype: Dtype, agreeingTokenCount: number, tokenCount: number): Agreement {
  return {
    status: 'compared',
    configuration: configuration(dtype),
    reference: configuration('fp32'),
    promptCount: 4,
    tokenCount,
    agreeingTokenCount,
    identicalPromptCount: 0,
    divergences: [],
  };
}

function breakawayOfQ4(agreements: Agreement[], judgements = [judgement('fp32', [])]): Breakaway | undefined {
  const rows = rowsOf(sampleRecord({ cells: [], agreements, judgements }));
  const row = rows.find(({ configuration: { dtype } }) => dtype === 'q4');
  if (row === undefined) throw new Error('no q4 row');
  return breakawayOf(row, rows);
}

describe('breakawayOf', () => {
  it('says nothing where at least 95% agree', () => {
    expect(breakawayOfQ4([tokens('q4', 19, 20)])).toBeUndefined();
  });

  it('does not take one token for a break: 13 of 14 may be chance', () => {
    expect(breakawayOfQ4([tokens('q4', 13, 14)])).toMatchObject({ alike: 13, count: 14, isCertain: false });
  });

  it('is certain where chance hardly gives so few: 190 of 200 were to be expected, 180 agree', () => {
    const breakaway = breakawayOfQ4([tokens('q4', 180, 200)]);
    expect(breakaway).toMatchObject({ isCertain: true, reason: 'Four bits round the weights coarsely.' });
    expect(breakaway && describeShare(breakaway)).toBe('180 of 200 tokens agree (90.0%)');
  });

  it('lets a certain comparison speak before a lower share of a few', () => {
    const few = [judgement('fp32', ['yes', 'no']), judgement('q4', ['no', 'no'])];
    expect(breakawayOfQ4([tokens('q4', 180, 200)], few)).toMatchObject({ measuredBy: 'tokens', count: 200 });
  });

  it('counts answers to a pack where no tokens were forced', () => {
    const answers = [judgement('fp32', ['yes', 'yes', 'no', 'no']), judgement('q4', ['no', 'no', 'yes', 'yes'])];
    expect(breakawayOfQ4([], answers)).toMatchObject({ measuredBy: 'answers', alike: 0, count: 4, isCertain: true });
  });
});

describe('verdictOf', () => {
  const verdict = (alike: number, count: number) => {
    const rows = rowsOf(sampleRecord({ cells: [], judgements: [], agreements: [tokens('q4', alike, count)] }));
    return rows[0] && verdictOf(rows[0], rows);
  };

  it.each([
    // 0.95^31 = 0.20: chance alone gives 31 of 31 that often. 0.95^80 = 0.017.
    [31, 31, 'no break seen'],
    [80, 80, 'speaks as fp32'],
    [13, 14, 'may break away'],
    [180, 200, 'breaks away'],
  ])('of %i alike in %i is “%s”', (alike, count, expected) => {
    expect(verdict(alike, count)).toBe(expected);
  });
});
