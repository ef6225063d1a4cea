import { describe, expect, it } from 'vitest';
import { FeatureCache } from '../../../workers/feature-cache';

describe('FeatureCache', () => {
  it('drops the entry that was used least recently', () => {
    const cache = new FeatureCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.has('a'), cache.has('b'), cache.has('c')]).toEqual([true, false, true]);
  });

  it('keeps the newest value of an entry without dropping another', () => {
    const cache = new FeatureCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('b', 20);
    expect([cache.get('a'), cache.get('b')]).toEqual([1, 20]);
  });

  it('is empty after clear', () => {
    const cache = new FeatureCache<number>(2);
    cache.set('a', 1);
    cache.clear();
    expect(cache.get('a')).toBeUndefined();
  });
});
