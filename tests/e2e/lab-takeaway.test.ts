import { pathToFileURL } from 'node:url';
import { describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { MATRIX_TIMEOUT_MS, startMatrix, waitForResult } from './lab-page';
import { onBuiltPage } from './on-built-page';

/** A4 at 96 pixels an inch, without its margins. */
const PAPER_WIDTH_PX = 720;

const it = onBuiltPage({ path: '#/lab/measure' });

it.beforeAll(async ({ page }) => {
  await startMatrix(page, {
    precisions: ['fp32', 'q8'],
    tokens: 8,
    rounds: 1,
    runsPerRound: 3,
    compareTokens: true,
  });
  await waitForResult(page);
  await page.locator('.chart svg').nth(1).waitFor();
}, MATRIX_TIMEOUT_MS);

/** Right edges of what reaches beyond the page, by tag and class. */
function tooWide(on: Page): Promise<string[]> {
  return on.evaluate(() =>
    [...document.querySelectorAll('table, svg, p, h1, h2, h3, li, dd')]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`),
  );
}

describe('a result that is taken away', () => {
  it('prints within the width of the paper, with tables and facts, without controls', async ({ page }) => {
    await page.setViewportSize({ width: PAPER_WIDTH_PX, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => tooWide(page)).toEqual([]);
    // The headings of the tables sort on a screen; on paper they are headings.
    expect(await page.locator('button:not(th button)').filter({ visible: true }).count()).toBe(0);
    expect(await page.getByRole('combobox').filter({ visible: true }).count()).toBe(0);
    for (const table of ['Stages, medians', 'Agreement with fp32, table']) {
      expect(await page.getByRole('region', { name: table }).isVisible()).toBe(true);
    }
    expect(await page.getByText('Cross-origin isolated').isVisible()).toBe(true);
    expect(await page.getByText('Not a medical device').isVisible()).toBe(true);
    // The drawing keeps the screen's size inside; a view box makes it fit.
    const boxes = await page
      .locator('.chart svg')
      .evaluateAll((drawings) => drawings.map((drawing) => drawing.getAttribute('viewBox')));
    expect(boxes.length).toBeGreaterThan(1);
    for (const box of boxes) expect(box).toMatch(/^0 0 \d+ \d+$/u);
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('opens as a report from a file, without a network, on a desk and on a phone', async ({ page, opened }) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'HTML report' }).click(),
    ]);
    const file = `${await download.path()}.html`;
    await download.saveAs(file);
    const report = await opened.context.newPage();
    await opened.context.setOffline(true);
    const asked: string[] = [];
    report.on('request', (request) => asked.push(request.url()));
    await report.goto(pathToFileURL(file).href);
    expect(await report.getByRole('heading', { level: 1 }).innerText()).toMatch(/^fp32, q8 on WASM/u);
    const bars = report.getByRole('img', { name: 'Median time of each stage' });
    expect(await bars.locator('rect').count()).toBeGreaterThan(8);
    const speed = report.getByRole('table').first();
    expect(await speed.getByRole('row').count()).toBe(3);
    for (const width of [1280, 390]) {
      await report.setViewportSize({ width, height: 800 });
      const beyond = await report.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond).toBeLessThanOrEqual(0);
    }
    expect(asked).toEqual([pathToFileURL(file).href]);
    await opened.context.setOffline(false);
  });
});
