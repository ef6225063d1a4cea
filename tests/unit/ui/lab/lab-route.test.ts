import { describe, expect, it } from 'vitest';
import { labAddress, labPageOfHash } from '../../../../src/ui/lab/lab-route';

describe('the Lab’s addresses', () => {
  it('opens the page that the address names', () => {
    expect(labPageOfHash('#/lab/side-by-side')).toBe('side-by-side');
    expect(labPageOfHash(labAddress('history'))).toBe('history');
  });

  it('opens Measure for the bare address and for a name that is no page', () => {
    expect(labPageOfHash('#/lab')).toBe('measure');
    expect(labPageOfHash('#/lab/constructor')).toBe('measure');
  });
});
