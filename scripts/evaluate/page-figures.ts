/**
 * npm run page-figures
 * Drives the built page with the bundled model and prints what the page itself costs: the time from a cold start to the
 * first caption, split into stages, long tasks on the main thread while a caption is generated, and the memory of the
 * page's process after 3 and after 30 switches of precision, each with an answer.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { findBrowser, HOW_TO_GET_A_BROWSER } from '../browser/find-browser';
import { ensureBuilt } from '../build/build-page';
import { serveFolder } from '../serve/static-server';
import { residentBytes } from './resident-bytes';

const TIMEOUT_MS = 120_000;
const FEW_SWITCHES = 3;
const MANY_SWITCHES = 30;
/** The browser gives freed pages of a worker that has ended back after a while. */
const SETTLE_MS = 3000;

const root = fileURLToPath(new URL('../..', import.meta.url));
const executable = findBrowser();
if (executable === undefined) throw new Error(HOW_TO_GET_A_BROWSER);
await ensureBuilt(root);
const server = await serveFolder({ folder: join(root, 'dist') });
const browser = await chromium.launch({
  executablePath: executable.path,
  args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const startedAt = performance.now();
  await page.goto(`${server.url}#/read`);
  await waitForRuns(page, 1);
  console.log(`cold start to the end of the first caption: ${Math.round(performance.now() - startedAt)} ms, of which`);
  console.log((await page.getByRole('region', { name: 'Latency' }).innerText()).split('\n').slice(0, 16).join(' '));

  await watchLongTasks(page);
  await page.getByRole('button', { name: 'Caption this image' }).click();
  await waitForRuns(page, 2);
  console.log(`long tasks over 50 ms on the main thread during a caption: ${await countLongTasks(page)}`);

  for (let count = 1; count <= MANY_SWITCHES; count += 1) {
    await switchTo(page, count % 2 === 1 ? 'q4' : 'q8');
    if (count === FEW_SWITCHES || count % 10 === 0)
      console.log(`memory after ${count} switches: ${await memory(page)}`);
  }
} finally {
  await browser.close();
  await server.close();
}

async function waitForRuns(page: Page, count: number): Promise<void> {
  const summary = page.getByText(`Last runs on this image (${count})`);
  await summary.waitFor({ state: 'attached', timeout: TIMEOUT_MS });
}

async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { longTasks: seen });
    new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: 'longtask',
    });
  });
}

async function countLongTasks(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks.length);
}

/** Changes the precision and waits until the last prompt has been answered anew with it. */
async function switchTo(page: Page, dtype: string): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${dtype}\\b`, 'u') }).click();
  const ran = page.getByRole('region', { name: 'Latency' }).getByText(new RegExp(`^Ran: .* · ${dtype} · WASM`, 'u'));
  await ran.waitFor({ timeout: TIMEOUT_MS });
}

/** Garbage is collected first, so that what is counted is held. */
async function memory(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await page.waitForTimeout(SETTLE_MS);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  const bytes = await residentBytes(browser);
  return bytes === undefined ? 'not told here' : `${(bytes / 1e6).toFixed(0)} MB`;
}
