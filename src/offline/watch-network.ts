import { describeRequest, NETWORK_REPORT_CHANNEL, type NetworkReport } from '../contract/network-report';
import { createNetworkLedger, type NetworkLedgerStore } from './network-ledger';

/** More than any visit makes; beyond the browser's own 250 it would forget requests that nobody observed yet. */
const RECORD_SIZE = 20_000;

/**
 * Starts the network ledger of this page. Call it first thing: what workers asked for before is asked from them, and
 * the browser hands over the page's own record from its beginning.
 */
export function watchNetwork(): NetworkLedgerStore {
  const ledger = createNetworkLedger({ origin: location.origin, openedAtEpochMs: performance.timeOrigin });
  performance.setResourceTimingBufferSize(RECORD_SIZE);
  observe('navigation', ledger);
  observe('resource', ledger);
  const isFirstReport = oncePerAttempt();
  document.addEventListener('securitypolicyviolation', (event) => {
    const { blockedURI: url, effectiveDirective: directive, disposition, timeStamp } = event;
    if (disposition !== 'enforce' || !isFirstReport(event)) return;
    const startedAtEpochMs = performance.timeOrigin + timeStamp;
    ledger.add({ kind: 'blocked', from: 'page', request: { url, directive, startedAtEpochMs } });
  });
  const channel = new BroadcastChannel(NETWORK_REPORT_CHANNEL);
  channel.addEventListener('message', (event: MessageEvent<NetworkReport>) => ledger.add(event.data));
  channel.postMessage({ kind: 'ask' } satisfies NetworkReport);
  return ledger;
}

function observe(type: 'navigation' | 'resource', ledger: NetworkLedgerStore): void {
  new PerformanceObserver((list) => {
    const requests = list
      .getEntries()
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .map((entry) => describeRequest(entry, performance.timeOrigin));
    ledger.add({ kind: 'requests', from: 'page', requests });
  }).observe({ type, buffered: true });
}

type Violation = Pick<
  SecurityPolicyViolationEvent,
  'blockedURI' | 'effectiveDirective' | 'originalPolicy' | 'timeStamp'
>;

/** Policies report one attempt within a few milliseconds of each other. */
const SAME_ATTEMPT_MS = 100;

/**
 * The page has its policy twice, in its own `<meta>` and in the server's header, and each reports every attempt. True
 * for the first of such a pair; a second attempt is reported by the first policy again.
 */
export function oncePerAttempt(): (violation: Violation) => boolean {
  const last = new Map<string, Violation>();
  return (violation) => {
    const key = `${violation.effectiveDirective} ${violation.blockedURI}`;
    const before = last.get(key);
    const isRepeat =
      before !== undefined &&
      before.originalPolicy !== violation.originalPolicy &&
      violation.timeStamp - before.timeStamp < SAME_ATTEMPT_MS;
    if (!isRepeat) last.set(key, violation);
    return !isRepeat;
  };
}
