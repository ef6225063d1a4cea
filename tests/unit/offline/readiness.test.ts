import { expect, it } from 'vitest';
import { readinessOf } from '../../../src/offline/readiness';

it('is ready in the stored precisions once the page itself is kept', () => {
  expect(readinessOf({ kind: 'kept' }, ['q8', 'q4'])).toEqual({ kind: 'ready', dtypes: ['q8', 'q4'] });
});

it('is not ready while the page is not kept, whatever is stored', () => {
  const notKept = { kind: 'not-ready', because: 'page-not-kept' };
  expect(readinessOf({ kind: 'unavailable', reason: 'none here' }, ['q8'])).toEqual(notKept);
  expect(readinessOf({ kind: 'keeping', keptBytes: 1, totalBytes: 2 }, ['q8'])).toEqual(notKept);
  expect(readinessOf({ kind: 'failed', storageFull: true, detail: '' }, ['q8'])).toEqual(notKept);
});

it('is not ready without a stored precision', () => {
  expect(readinessOf({ kind: 'kept' }, [])).toEqual({ kind: 'not-ready', because: 'no-precision-stored' });
});

it('claims nothing before it has looked', () => {
  expect(readinessOf({ kind: 'kept' }, undefined)).toEqual({ kind: 'unknown' });
  expect(readinessOf({ kind: 'installing' }, ['q8'])).toEqual({ kind: 'unknown' });
});
