import { describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { tick } from './lab-page';
import { onBuiltPage } from './on-built-page';

/** Captions of fp32 and q4 differ for every third sample or so. */
const IMAGES_AT_MOST = 15;
const ANSWERS_TIMEOUT_MS = 60_000;

const it = onBuiltPage({ path: '#/lab/side-by-side' });

const card = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

async function untilAnswered(page: Page): Promise<void> {
  await card(page, 'q4').getByText('tok/s').waitFor({ timeout: ANSWERS_TIMEOUT_MS });
  await page.locator('.sides[aria-busy="false"]').waitFor();
}

/** An answer without the words that the mark strikes out. */
async function said(page: Page, name: string): Promise<string> {
  return card(page, name)
    .locator('.side-text')
    .evaluate((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const missing of copy.querySelectorAll('del')) missing.remove();
      return copy.textContent;
    });
}

describe('side by side', () => {
  it('goes through the images by keyboard, and marks the words that differ by more than colour', async ({ page }) => {
    await page.getByRole('button', { name: 'Ask all' }).waitFor();
    await tick(page, 'Configurations (2 to 4)', ['fp32', 'q4']);
    await page.getByRole('button', { name: 'Ask all' }).press('Enter');
    await untilAnswered(page);
    const titles = [await page.getByLabel('Image', { exact: true }).inputValue()];
    for (let seen = 1; seen < IMAGES_AT_MOST && (await said(page, 'fp32')) === (await said(page, 'q4')); seen += 1) {
      await card(page, 'q4').getByText('Same words as fp32').waitFor();
      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('ArrowRight');
      await page
        .getByText(/Waits for its turn|…/u)
        .first()
        .waitFor();
      await untilAnswered(page);
      titles.push(await page.getByLabel('Image', { exact: true }).inputValue());
    }
    expect(new Set(titles).size).toBe(titles.length);
    expect(await said(page, 'q4')).not.toBe(await said(page, 'fp32'));

    await card(page, 'q4').getByText('added words underlined, missing words struck out').waitFor();
    const marks = card(page, 'q4').locator('ins, del');
    const drawn = await marks.evaluateAll((elements) =>
      elements.map((element) => [element.tagName, getComputedStyle(element).textDecorationLine]),
    );
    expect(drawn.length).toBeGreaterThan(0);
    for (const [tag, line] of drawn) expect(line).toBe(tag === 'INS' ? 'underline' : 'line-through');
    // The unmarked words and the struck-out ones together are what fp32 said.
    const base = await card(page, 'q4')
      .locator('.side-text')
      .evaluate((element) => {
        const copy = element.cloneNode(true) as HTMLElement;
        for (const added of copy.querySelectorAll('ins')) added.remove();
        return copy.textContent;
      });
    expect(base.replace(/\s/gu, '')).toBe((await said(page, 'fp32')).replace(/\s/gu, ''));
    const before = titles.at(-1);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.getByLabel('Image', { exact: true }).inputValue()).not.toBe(before);
  }, 120_000);
});
