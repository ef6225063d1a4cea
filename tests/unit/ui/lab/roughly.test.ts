import { describe, expect, it } from 'vitest';
import { roughly } from '../../../../src/ui/lab/measure/roughly';

describe('an estimated duration', () => {
  it('is told no finer than it is known', () => {
    expect(roughly(1_200)).toBe('5 s');
    expect(roughly(36_100)).toBe('35 s');
    expect(roughly(125_000)).toBe('2 min');
    expect(roughly(4_830_000)).toBe('1 h 20 min');
    expect(roughly(7_140_000)).toBe('2 h');
  });
});
