import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openForThisTest } from './built-page';
import { waitForCaption } from './read-page';

/** `.invalid` never resolves (RFC 2606): a leak would end in the recording proxy, not with somebody. */
const ELSEWHERE = 'elsewhere.invalid';

const ledgerButton = (page: Page) => page.getByRole('button', { name: /^Network ledger/u });
const ledgerDialog = (page: Page) => page.getByRole('dialog', { name: 'Network ledger' });

describe('with every other host out of reach', () => {
  it('captions the first sample, asks nobody but its own origin, and lists whom it asked', async () => {
    const { page, context, server, foreignHosts } = await openForThisTest();
    const foreignRequests: string[] = [];
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      // A blob: or data: address is the page's own memory.
      if (origin !== new URL(server.url).origin && /^(?:https?|wss?):$/u.test(protocol)) foreignRequests.push(origin);
    });
    await page.reload();
    expect((await waitForCaption(page)).length).toBeGreaterThan(20);
    expect(foreignRequests).toEqual([]);
    expect(foreignHosts).toEqual([]);
    expect(await ledgerButton(page).textContent()).toBe('0 requests left this machine');

    await ledgerButton(page).click();
    const table = ledgerDialog(page).getByRole('table');
    expect(await table.getByRole('row', { name: /pack\.json/u }).count()).toBeGreaterThan(0);
    // Only the inference worker asks for the runtime, and only the service worker asks ahead.
    expect(await table.getByRole('row', { name: /ort-wasm.*\bworker\b/u }).count()).toBeGreaterThan(0);
    expect(await table.getByRole('row', { name: /service[ -]worker/u }).count()).toBeGreaterThan(0);
  });
});

describe('the policy', () => {
  const attempts = [
    `fetch('https://${ELSEWHERE}/a').catch(() => undefined)`,
    `new Image().src = 'https://${ELSEWHERE}/b.png'`,
    `document.head.append(Object.assign(document.createElement('script'), { src: 'https://${ELSEWHERE}/c.js' }))`,
    `new WebSocket('wss://${ELSEWHERE}/d')`,
    `navigator.sendBeacon('https://${ELSEWHERE}/e', 'pixels')`,
  ] as const;

  it.each([
    ['its own server', {}],
    ['a plain host that sends no headers', { securityHeaders: false }],
  ])('stops and counts what an injected script or worker would send away, on %s', async (_host, options) => {
    const { page, foreignHosts } = await openForThisTest(options);
    await waitForCaption(page);
    for (const code of attempts) await page.evaluate(`void (${code})`);
    await ledgerButton(page).click();
    await ledgerDialog(page).getByText(`${attempts.length} blocked by the page’s own policy`).waitFor();

    const worker = page.workers().find((candidate) => candidate.url().includes('inference.worker'));
    const outcome = await worker?.evaluate(
      (url) =>
        fetch(url).then(
          () => 'sent',
          (error: unknown) => String(error),
        ),
      `https://${ELSEWHERE}/from-worker`,
    );
    expect(outcome).toContain('TypeError');
    await ledgerDialog(page)
      .getByText(`${attempts.length + 1} blocked by the page’s own policy`)
      .waitFor();
    await ledgerDialog(page)
      .getByText(/\b0 to another origin/u)
      .waitFor();
    expect(foreignHosts).toEqual([]);
  });
});
