import { expect, it } from 'vitest';
import { openForThisTest } from './built-page';
import { waitForCaption } from './read-page';

it('measures the number of threads once, after the first answer, and loads with it from then on', async () => {
  const { page } = await openForThisTest({ firstVisit: true });
  const stored = () => page.evaluate(() => localStorage.getItem('edgeward-threads-v1'));
  await waitForCaption(page);
  expect(await stored()).toBeNull();
  if ((await page.evaluate(() => navigator.hardwareConcurrency)) === 1) return;
  await expect.poll(stored, { timeout: 60_000 }).toMatch(/"edgeward-tiny q8":[1-4]\}/u);
  const threads = /"edgeward-tiny q8":(\d)/u.exec((await stored()) ?? '')?.[1] ?? '';
  await page.reload();
  await waitForCaption(page);
  const ran = page.getByRole('region', { name: 'Latency' }).getByText(/^Ran: /u);
  expect(await ran.innerText()).toMatch(new RegExp(`WASM · ${threads} threads?`, 'u'));
});
