import { describe, expect, it } from 'vitest';
import { checkImageSize } from '../../../src/image/image-limit';

function codeOf(widthPx: number, heightPx: number): string {
  const result = checkImageSize({ widthPx, heightPx, bitDepth: 8 }, 'scan.png', 'png');
  return result.ok ? 'accepted' : result.failure.code;
}

describe('checkImageSize', () => {
  it('accepts 64 million pixels and not one row more', () => {
    expect(codeOf(8000, 8000)).toBe('accepted');
    expect(codeOf(8000, 8001)).toBe('image-too-large');
  });

  it('accepts a side of 16,384 and not one more', () => {
    expect(codeOf(16_384, 3)).toBe('accepted');
    expect(codeOf(3, 16_385)).toBe('image-too-large');
  });

  it('refuses a picture without pixels', () => {
    expect(codeOf(0, 10)).toBe('image-unreadable');
    expect(codeOf(10, -4)).toBe('image-unreadable');
  });
});
