import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { CAPTION_TIMEOUT_MS, openBuiltPage, waitForCaption, type OpenedPage } from './built-page';

let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  opened = await openBuiltPage();
  page = opened.page;
  await waitForCaption(page);
});

afterAll(async () => opened.close());

/** Images only: a select has options too. */
const option = (filter: { name?: string; selected?: boolean }) =>
  page.getByRole('listbox', { name: 'Images' }).getByRole('option', filter);

const focusedName = () =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

describe('Keyboard', () => {
  it('goes through the images with the arrows and keeps the focus on the chosen one', async () => {
    await option({ selected: true }).focus();
    await page.keyboard.press('ArrowDown');
    await option({ name: 'Chest CT, lung window', selected: true }).waitFor();
    await expect.poll(focusedName).toBe('Chest CT, lung window');
    await page.keyboard.press('Home');
    await option({ name: 'Chest X-ray, frontal', selected: true }).waitFor();
    await expect.poll(focusedName).toBe('Chest X-ray, frontal');
  });

  it('opens the ask box with the slash, and sends with Enter without losing the focus', async () => {
    await page.keyboard.press('/');
    expect(await focusedName()).toBe('Ask about this image');
    await page.keyboard.type('Is this a chest X-ray?');
    await page.keyboard.press('Enter');
    await page.getByRole('log', { name: 'Answer' }).getByText('Is this a chest X-ray?').waitFor();
    expect(await focusedName()).toBe('Ask about this image');
  });

  it('types digits into the ask box instead of switching the precision', async () => {
    await page.keyboard.type('1 4');
    expect(await page.getByRole('textbox', { name: 'Ask about this image' }).inputValue()).toBe('1 4');
    expect(await page.getByRole('radio', { name: /^q8/u }).getAttribute('aria-checked')).toBe('true');
  });

  it('reaches a precision by arrows, chooses it with Space and not before', async () => {
    await page.getByRole('radio', { name: /^q8/u }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await focusedName()).toMatch(/^q4/u);
    expect(await page.getByRole('radio', { name: /^q8/u }).getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('Space');
    await page
      .getByRole('status')
      .filter({ hasText: 'edgeward-tiny q4 on WASM' })
      .waitFor({ timeout: CAPTION_TIMEOUT_MS });
    expect(await focusedName()).toMatch(/^q4/u);
  });

  it('tells why WebGPU is not available to somebody who only has a keyboard', async () => {
    const webgpu = page.getByRole('radio', { name: 'WebGPU' });
    const reasonId = await webgpu.getAttribute('aria-describedby');
    const isOff = (await webgpu.getAttribute('aria-disabled')) === 'true';
    // On a machine with a GPU the button simply works.
    expect(isOff ? await page.locator(`[id="${reasonId ?? ''}"]`).textContent() : 'WebGPU:').toMatch(/^WebGPU:/u);
  });

  it('shows the keys with the question mark and gives the focus back on Escape', async () => {
    const before = await focusedName();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'hidden' });
    expect(await focusedName()).toBe(before);
  });

  it('skips from the top of the page to the view', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.locator('.skip-link').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('view');
    expect(new URL(page.url()).hash).not.toBe('#view');
  });
});
