import { describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { onBuiltPage } from './on-built-page';
import { CAPTION_TIMEOUT_MS, imageOption, waitForCaption } from './read-page';

const it = onBuiltPage();

it.beforeAll(({ page }) => waitForCaption(page));

const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

describe('Keyboard', () => {
  it('goes through the images with the arrows and keeps the focus on the chosen one', async ({ page }) => {
    await imageOption(page, { selected: true }).focus();
    await page.keyboard.press('ArrowDown');
    await imageOption(page, { name: 'Chest CT, lung window', selected: true }).waitFor();
    await expect.poll(() => focusedName(page)).toBe('Chest CT, lung window');
    await page.keyboard.press('Home');
    await imageOption(page, { name: 'Chest X-ray, frontal', selected: true }).waitFor();
    await expect.poll(() => focusedName(page)).toBe('Chest X-ray, frontal');
  });

  it('opens the ask box with the slash, and sends with Enter without losing the focus', async ({ page }) => {
    await page.keyboard.press('/');
    expect(await focusedName(page)).toBe('Ask about this image');
    await page.keyboard.type('Is this a chest X-ray?');
    await page.keyboard.press('Enter');
    await page.getByRole('log', { name: 'Answer' }).getByText('Is this a chest X-ray?').waitFor();
    expect(await focusedName(page)).toBe('Ask about this image');
  });

  it('types digits into the ask box instead of switching the precision', async ({ page }) => {
    await page.keyboard.type('1 4');
    expect(await page.getByRole('textbox', { name: 'Ask about this image' }).inputValue()).toBe('1 4');
    expect(await page.getByRole('radio', { name: /^q8/u }).getAttribute('aria-checked')).toBe('true');
  });

  it('reaches a precision by arrows, chooses it with Space and not before', async ({ page }) => {
    await page.getByRole('radio', { name: /^q8/u }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await focusedName(page)).toMatch(/^q4/u);
    expect(await page.getByRole('radio', { name: /^q8/u }).getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('Space');
    await page
      .getByRole('status')
      .filter({ hasText: 'edgeward-tiny q4 on WASM' })
      .waitFor({ timeout: CAPTION_TIMEOUT_MS });
    expect(await focusedName(page)).toMatch(/^q4/u);
  });

  it('tells why WebGPU is not available to somebody who only has a keyboard', async ({ page }) => {
    const webgpu = page.getByRole('radio', { name: 'WebGPU' });
    const reasonId = await webgpu.getAttribute('aria-describedby');
    const isOff = (await webgpu.getAttribute('aria-disabled')) === 'true';
    // On a machine with a GPU the button simply works.
    expect(isOff ? await page.locator(`[id="${reasonId ?? ''}"]`).textContent() : 'WebGPU:').toMatch(/^WebGPU:/u);
  });

  it('shows the keys with the question mark and gives the focus back on Escape', async ({ page }) => {
    const before = await focusedName(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'hidden' });
    expect(await focusedName(page)).toBe(before);
  });

  it('skips from the top of the page to the view', async ({ page }) => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.locator('.skip-link').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('view');
    expect(new URL(page.url()).hash).not.toBe('#view');
  });
});
