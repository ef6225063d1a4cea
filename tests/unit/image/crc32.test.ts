import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/image/crc32';

describe('crc32', () => {
  it('gives the published check value of "123456789"', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});
