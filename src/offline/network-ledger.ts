import { createStore } from 'zustand/vanilla';
import type { BlockedRequest, NetworkReport, ReportedRequest, RequestSource } from '../contract/network-report';

export type RequestOutcome =
  | 'answered'
  /** The server answered with an error status. */
  | 'refused'
  /** No answer came: no network, or the request was given up. */
  | 'failed'
  /** The page's own policy stopped it before it left. */
  | 'blocked'
  /** The browser does not tell; on requests to another origin this is usual. */
  | 'unknown';

export interface LedgerEntry {
  url: string;
  /** As the browser names it, or the policy's directive for a blocked request. */
  initiator: string;
  from: RequestSource;
  /** Bytes that came over the network, headers included; 0 from the browser's own cache. Absent when not told. */
  bytes?: number;
  /** Milliseconds after the page was opened. */
  startedAtMs: number;
  sameOrigin: boolean;
  outcome: RequestOutcome;
}

/**
 * Every request since the page opened, as far as the browser shows them to a page: from the page itself, its dedicated
 * workers and its service worker, and those that the Content-Security-Policy stopped.
 *
 * What it can't see: requests of browser extensions and of the browser itself; WebSocket, WebRTC and preconnects that
 * the policy did not stop (the policy allows the first to this origin only, and no script here uses any); requests
 * inside workers that don't report (ONNX Runtime's threads, which only load its own script again); what a service
 * worker asked for while no page listened. Other tabs with this page report into the same ledger.
 */
export interface NetworkLedger {
  /** In the order in which they began. */
  entries: readonly LedgerEntry[];
  /** Requests that went, or may have gone, to another origin. */
  leftOrigin: number;
  blocked: number;
}

export const EMPTY_LEDGER: NetworkLedger = { entries: [], leftOrigin: 0, blocked: 0 };

/** Where the page comes from and when it was opened. */
export interface PageIdentity {
  origin: string;
  /** Milliseconds since 1970. */
  openedAtEpochMs: number;
}

/** The ledger with a report added; requests it holds already, and those from before the page was opened, are left out. */
export function addReport(ledger: NetworkLedger, report: NetworkReport, page: PageIdentity): NetworkLedger {
  if (report.kind === 'ask') return ledger;
  const reported =
    report.kind === 'requests'
      ? report.requests.map((request) => entryOfRequest(request, report.from, page))
      : [entryOfBlocked(report.request, report.from, page)];
  const known = new Set(ledger.entries.map(identityOf));
  const added = reported.filter((entry) => {
    // The page's own document begins at 0; an earlier start belongs to the life before this page.
    if (entry.startedAtMs < 0 || !isNetworkAddress(entry.url) || known.has(identityOf(entry))) return false;
    known.add(identityOf(entry));
    return true;
  });
  return added.length === 0 ? ledger : countEntries([...ledger.entries, ...added]);
}

export type NetworkLedgerStore = ReturnType<typeof createNetworkLedger>;

/** @returns a store for views, and `add` for whoever observes */
export function createNetworkLedger(page: PageIdentity) {
  const store = createStore<NetworkLedger>(() => EMPTY_LEDGER);
  return {
    store,
    add(report: NetworkReport): void {
      store.setState((ledger) => addReport(ledger, report, page), true);
    },
  };
}

/**
 * A browser may record a request that the policy stopped like any other; whatever has the address of a blocked one did
 * not leave, since one address is always treated alike.
 */
function countEntries(entries: LedgerEntry[]): NetworkLedger {
  const blockedUrls = new Set(entries.filter(isBlocked).map(({ url }) => url));
  const kept = entries
    .filter((entry) => isBlocked(entry) || entry.sameOrigin || !blockedUrls.has(entry.url))
    .sort((a, b) => a.startedAtMs - b.startedAtMs);
  return {
    entries: kept,
    leftOrigin: kept.filter((entry) => !entry.sameOrigin && !isBlocked(entry)).length,
    blocked: kept.filter(isBlocked).length,
  };
}

function isBlocked(entry: LedgerEntry): boolean {
  return entry.outcome === 'blocked';
}

function identityOf({ from, outcome, url, startedAtMs }: LedgerEntry): string {
  // Clocks of two threads differ by fractions of a millisecond, but one thread reports the same start twice.
  return `${from} ${outcome === 'blocked' ? 'blocked' : ''} ${startedAtMs.toFixed(2)} ${url}`;
}

function isNetworkAddress(url: string): boolean {
  return /^(?:https?|wss?|ftp):/u.test(url);
}

function entryOfRequest(request: ReportedRequest, from: RequestSource, page: PageIdentity): LedgerEntry {
  const { url, initiator, bytes, status } = request;
  return {
    url,
    initiator,
    from,
    ...(bytes === undefined ? {} : { bytes }),
    startedAtMs: request.startedAtEpochMs - page.openedAtEpochMs,
    sameOrigin: originOf(url) === page.origin,
    outcome: outcomeOf(status, originOf(url) === page.origin),
  };
}

function outcomeOf(status: number | undefined, sameOrigin: boolean): RequestOutcome {
  if (status === undefined || (status === 0 && !sameOrigin)) return 'unknown';
  if (status === 0) return 'failed';
  return status >= 400 ? 'refused' : 'answered';
}

function entryOfBlocked(request: BlockedRequest, from: RequestSource, page: PageIdentity): LedgerEntry {
  const url = request.url.split('#')[0] ?? request.url;
  return {
    url,
    initiator: request.directive,
    from,
    startedAtMs: request.startedAtEpochMs - page.openedAtEpochMs,
    sameOrigin: originOf(url) === page.origin,
    outcome: 'blocked',
  };
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}
