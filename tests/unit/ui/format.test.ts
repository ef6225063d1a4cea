import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatEstimate,
  formatMs,
  formatPercent,
  formatRatio,
  formatTokensPerSecond,
} from '../../../src/ui/format';

describe('format', () => {
  it('gives milliseconds three significant digits and a unit', () => {
    expect([0.123, 2.34, 84.4, 999.4, 999.6, 1234, 61_000].map(formatMs)).toEqual([
      '0.123 ms',
      '2.3 ms',
      '84 ms',
      '999 ms',
      '1.00 s',
      '1.23 s',
      '1 min 1 s',
    ]);
  });

  it('counts bytes in decimal units', () => {
    expect([999, 1500, 8_123_456, 541_000_000, 1_200_000_000].map(formatBytes)).toEqual([
      '999 B',
      '1.50 kB',
      '8.12 MB',
      '541 MB',
      '1.20 GB',
    ]);
  });

  it('never rounds a probability to certainty', () => {
    expect([0, 0.001, 0.814, 0.999, 1].map(formatPercent)).toEqual(['0%', '< 1%', '81%', '> 99%', '100%']);
  });

  it('formats ratios, rates and intervals', () => {
    expect(formatRatio(1.68)).toBe('1.7×');
    expect(formatTokensPerSecond(46.04)).toBe('46.0 tok/s');
    expect(formatEstimate({ value: 0.7241, low: 0.701, high: 0.746 })).toBe('72.4% (70.1 to 74.6)');
    expect(formatEstimate({ value: 0.5 })).toBe('50.0%');
  });
});
