/**
 * What a worker tells the page's network ledger: `performance` shows each thread only its own requests, so workers report
 * theirs over a BroadcastChannel of this name.
 */
export const NETWORK_REPORT_CHANNEL = 'edgeward-network-report';

export type RequestSource = 'page' | 'worker' | 'service-worker';

export interface ReportedRequest {
  /** Absolute, without its fragment. */
  url: string;
  /** As the browser names it: 'fetch', 'script', 'img', 'navigation' … */
  initiator: string;
  /** Milliseconds since 1970, so that threads with different clocks can be put in one order. */
  startedAtEpochMs: number;
  /** Bytes that came over the network, headers included; 0 from the browser's own cache. Absent where it hides them. */
  bytes?: number;
  /** HTTP status; absent where the browser hides it, 0 when no answer came. */
  status?: number;
}

export interface BlockedRequest {
  url: string;
  /** Directive of the Content-Security-Policy that stopped it. */
  directive: string;
  startedAtEpochMs: number;
}

export type NetworkReport =
  /** The page asks everybody for all requests so far: a worker may have started before the page listened. */
  | { kind: 'ask' }
  | { kind: 'requests'; from: RequestSource; requests: ReportedRequest[] }
  | { kind: 'blocked'; from: RequestSource; request: BlockedRequest };

/** Reads what the ledger shows from the browser's own record of a request. */
export function describeRequest(entry: PerformanceResourceTiming, timeOriginMs: number): ReportedRequest {
  // Safari has no responseStatus; a foreign server may hide size and status, which then read 0.
  const status = (entry as Partial<PerformanceResourceTiming>).responseStatus;
  const hidden = entry.responseStart === 0 && entry.transferSize === 0;
  return {
    url: entry.name.split('#')[0] ?? entry.name,
    initiator: entry.initiatorType,
    startedAtEpochMs: timeOriginMs + entry.startTime,
    ...(hidden ? {} : { bytes: entry.transferSize }),
    ...(status === undefined ? {} : { status }),
  };
}
