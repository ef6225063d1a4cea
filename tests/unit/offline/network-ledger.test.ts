import { describe, expect, it } from 'vitest';
import type { NetworkReport, ReportedRequest } from '../../../src/contract/network-report';
import { addReport, createNetworkLedger, EMPTY_LEDGER } from '../../../src/offline/network-ledger';

const PAGE = { origin: 'https://own.example', openedAtEpochMs: 1_000_000 };

function requests(from: 'page' | 'worker' | 'service-worker', ...list: Partial<ReportedRequest>[]): NetworkReport {
  const whole = { url: 'https://own.example/a', initiator: 'fetch', startedAtEpochMs: 1_000_250 };
  return { kind: 'requests', from, requests: list.map((request) => ({ ...whole, ...request })) };
}

function blocked(url: string, startedAtEpochMs = 1_000_300): NetworkReport {
  return { kind: 'blocked', from: 'page', request: { url, directive: 'connect-src', startedAtEpochMs } };
}

/** The ledger after these reports, one after the other. */
const after = (...reports: NetworkReport[]) =>
  reports.reduce((ledger, report) => addReport(ledger, report, PAGE), EMPTY_LEDGER);

describe('addReport', () => {
  it('counts the time from the opening of the page, and keeps what the browser told', () => {
    expect(after(requests('worker', { bytes: 42, status: 200 })).entries).toEqual([
      {
        url: 'https://own.example/a',
        initiator: 'fetch',
        from: 'worker',
        bytes: 42,
        startedAtMs: 250,
        sameOrigin: true,
        outcome: 'answered',
      },
    ]);
  });

  it('leaves bytes out that the browser hides', () => {
    expect(after(requests('page', { status: 200 })).entries[0]).not.toHaveProperty('bytes');
  });

  it.each([
    [200, 'answered'],
    [304, 'answered'],
    [404, 'refused'],
    [500, 'refused'],
    [0, 'failed'],
  ])('reads status %i of the own origin as %s', (status, outcome) => {
    expect(after(requests('page', { status })).entries[0]?.outcome).toBe(outcome);
  });

  it('claims nothing where the browser gives no status', () => {
    expect(after(requests('page', {})).entries[0]?.outcome).toBe('unknown');
  });

  it('counts a request to another origin, even one whose outcome is hidden', () => {
    const ledger = after(requests('page', { url: 'https://other.example/x', status: 0 }));
    expect(ledger.leftOrigin).toBe(1);
    expect(ledger.entries[0]).toMatchObject({ sameOrigin: false, outcome: 'unknown' });
  });

  it('takes another port or scheme for another origin', () => {
    const ledger = after(
      requests(
        'page',
        { url: 'https://own.example:8443/x' },
        { url: 'http://own.example/x', startedAtEpochMs: 1_000_260 },
      ),
    );
    expect(ledger.leftOrigin).toBe(2);
  });

  it('counts a stopped request as blocked and not as left', () => {
    const ledger = after(blocked('https://other.example/x'), blocked('wss://other.example/y'));
    expect(ledger).toMatchObject({ leftOrigin: 0, blocked: 2 });
  });

  it.each(['before', 'after'])('drops the browser’s own record of a blocked request that comes %s it', (order) => {
    const record = requests('page', { url: 'https://other.example/x', status: 0 });
    const stop = blocked('https://other.example/x');
    const ledger = order === 'before' ? after(record, stop) : after(stop, record);
    expect(ledger).toMatchObject({ leftOrigin: 0, blocked: 1 });
    expect(ledger.entries).toHaveLength(1);
  });

  it('lists a request once when it is reported again', () => {
    const report = requests('worker', { status: 200 });
    expect(after(report, report).entries).toHaveLength(1);
  });

  it('lists two requests for one address that began at different times', () => {
    const report = requests('page', { startedAtEpochMs: 1_000_250 }, { startedAtEpochMs: 1_000_251 });
    expect(after(report).entries).toHaveLength(2);
  });

  it('leaves out what a service worker did before the page was opened', () => {
    expect(after(requests('service-worker', { startedAtEpochMs: 999_000 })).entries).toEqual([]);
  });

  it('leaves out addresses that are no network: blob and data', () => {
    expect(after(requests('page', { url: 'blob:https://own.example/1' }, { url: 'data:,x' })).entries).toEqual([]);
  });

  it('keeps the order in which requests began, whoever reports first', () => {
    const ledger = after(
      requests('page', { url: 'https://own.example/late', startedAtEpochMs: 1_000_900 }),
      requests('worker', { url: 'https://own.example/early', startedAtEpochMs: 1_000_100 }),
    );
    expect(ledger.entries.map(({ startedAtMs }) => startedAtMs)).toEqual([100, 900]);
  });
});

it('tells its subscribers only when something was added', () => {
  const ledger = createNetworkLedger(PAGE);
  let changes = 0;
  ledger.store.subscribe(() => (changes += 1));
  ledger.add(requests('page', {}));
  ledger.add(requests('page', {}));
  ledger.add({ kind: 'ask' });
  expect(changes).toBe(1);
});
