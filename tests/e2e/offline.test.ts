import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder';
import { distFolder, openForThisTest, waitForReadiness, type OpenedPage } from './built-page';
import { imageOption, waitForCaption } from './read-page';

async function cutTheNetwork({ server, context }: OpenedPage): Promise<void> {
  await server.close();
  await context.setOffline(true);
}

describe('after one visit, with the network cut and the server gone', () => {
  it('opens again with all its samples, loads the default precision and captions', async () => {
    const opened = await openForThisTest();
    const { page } = opened;
    const samples = imageOption(page);
    const before = await waitForCaption(page);
    await waitForReadiness(page, 'q8');
    const sampleCount = await samples.count();
    await cutTheNetwork(opened);
    await page.reload();
    expect(captionOf(await waitForCaption(page))).toBe(captionOf(before));
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const precision = page.getByRole('radiogroup', { name: 'Precision' });
    expect(await precision.getByRole('radio', { checked: true }).textContent()).toMatch(/^q8/u);
    expect(await samples.count()).toBe(sampleCount);
    expect(await brokenImages(page)).toEqual([]);
  });
});

/** The answer's sentence, without the figures beside it, which differ from run to run. */
function captionOf(answer: string): string | undefined {
  return answer.split('\n').find((line) => line.trim().endsWith('.'));
}

function brokenImages(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const images = [...document.querySelectorAll('img')];
    for (const image of images) image.loading = 'eager';
    await Promise.allSettled(images.map((image) => image.decode()));
    return images.filter((image) => image.naturalWidth === 0).map((image) => image.src);
  });
}

describe('making all precisions available', () => {
  it('says the size first, stores them all, and can undo it', async () => {
    const { page } = await openForThisTest({ path: '#/models' });
    const storeAll = page.getByRole('button', { name: /^Make all precisions available offline \([\d.]+ MB\)/u });
    await storeAll.click();
    await page.getByText('All precisions are stored on this device.').waitFor({ timeout: 90_000 });
    const keptFiles = () => page.evaluate(async () => (await (await caches.open('edgeward-models-v1')).keys()).length);
    expect(await keptFiles()).toBeGreaterThan(15);
    await page.getByRole('button', { name: 'Remove all from this device' }).click();
    await storeAll.waitFor();
    expect(await keptFiles()).toBe(0);
  });
});

describe('on a plain static host that can send no headers, below a path', () => {
  it('becomes cross-origin isolated with one reload, and has threads', async () => {
    const { page } = await openForThisTest({ securityHeaders: false, basePath: '/people/someone/edgeward/' });
    let loads = 1;
    page.on('load', () => (loads += 1));
    await waitForReadiness(page, 'q8');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await page.evaluate(() => typeof SharedArrayBuffer)).toBe('function');
    await page.waitForTimeout(1000);
    // At most the visit's own load event and that of the one reload.
    expect(loads).toBeLessThanOrEqual(3);
  });

  it('does not reload for ever where the service worker is passed over', async () => {
    const { page, context } = await openForThisTest({ securityHeaders: false });
    await page.waitForFunction(() => crossOriginIsolated);
    // The isolated page's own load event must not be counted below.
    await page.waitForLoadState('load');
    let loads = 0;
    page.on('load', () => (loads += 1));
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setBypassServiceWorker', { bypass: true });
    await page.reload();
    await page.waitForTimeout(3000);
    expect(loads).toBe(1);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  });
});

describe('a new version', () => {
  it('is announced, waits for the reader, and then takes over', async () => {
    const folder = join(await temporaryFolder(), 'dist');
    await cp(distFolder, folder, { recursive: true });
    const { page } = await openForThisTest({ folder });
    await waitForReadiness(page, 'q8');
    await publishWithDescription(folder, 'The next version');
    await page.reload();
    const update = page.getByRole('button', { name: 'Update the page' });
    await update.waitFor();
    expect(await descriptionOf(page)).not.toBe('The next version');
    await update.click();
    await expect.poll(() => descriptionOf(page), { timeout: 30_000 }).toBe('The next version');
  });
});

/** What index.html says of itself; the page's own code changes its title, but not this. */
async function descriptionOf(page: Page): Promise<string | null> {
  return page.locator('meta[name="description"]').getAttribute('content');
}

/** Does what a build with a changed index.html does: the page, and its hash inside the service worker. */
async function publishWithDescription(folder: string, description: string): Promise<void> {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const changed = html.replace(/(?<=name="description"\s+content=")[^"]*/u, description);
  expect(changed).not.toBe(html);
  const worker = await readFile(join(folder, 'service-worker.js'), 'utf8');
  await writeFile(join(folder, 'index.html'), changed);
  await writeFile(join(folder, 'service-worker.js'), worker.replace(sha256(html), sha256(changed)));
}
