import {
  describeRequest,
  NETWORK_REPORT_CHANNEL,
  type NetworkReport,
  type RequestSource,
} from '../src/contract/network-report';

/**
 * Reports every request of this worker, and every one that its policy stops, to the page's network ledger for as long
 * as the worker lives. Call it once, before the first request.
 */
export function reportRequests(from: Exclude<RequestSource, 'page'>): void {
  const channel = new BroadcastChannel(NETWORK_REPORT_CHANNEL);
  const send = (report: NetworkReport): void => channel.postMessage(report);
  const sendRequests = (entries: PerformanceEntryList): void => {
    const requests = entries
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .map((entry) => describeRequest(entry, performance.timeOrigin));
    if (requests.length > 0) send({ kind: 'requests', from, requests });
  };
  new PerformanceObserver((list) => sendRequests(list.getEntries())).observe({ type: 'resource', buffered: true });
  channel.addEventListener('message', (event: MessageEvent<NetworkReport>) => {
    if (event.data.kind === 'ask') sendRequests(performance.getEntriesByType('resource'));
  });
  self.addEventListener('securitypolicyviolation', (event) => {
    const { blockedURI: url, effectiveDirective: directive } = event as SecurityPolicyViolationEvent;
    send({
      kind: 'blocked',
      from,
      request: { url, directive, startedAtEpochMs: performance.timeOrigin + event.timeStamp },
    });
  });
}
