import type { Dtype } from '../contract/inference-api';
import type { KeptPage } from './kept-page';

/** What works when the network is cut now. */
export type Readiness =
  | { kind: 'unknown' }
  /** The page would open and read images in these precisions. */
  | { kind: 'ready'; dtypes: readonly Dtype[] }
  | { kind: 'not-ready'; because: 'page-not-kept' | 'no-precision-stored' };

/** @param stored precisions in browser storage, absent until that was looked up */
export function readinessOf(page: KeptPage, stored: readonly Dtype[] | undefined): Readiness {
  if (stored === undefined || page.kind === 'installing') return { kind: 'unknown' };
  if (page.kind !== 'kept') return { kind: 'not-ready', because: 'page-not-kept' };
  return stored.length === 0
    ? { kind: 'not-ready', because: 'no-precision-stored' }
    : { kind: 'ready', dtypes: stored };
}
