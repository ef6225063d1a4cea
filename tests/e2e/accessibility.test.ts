import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openBuiltPage, waitForCaption, type OpenedPage } from './built-page';

let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  opened = await openBuiltPage();
  page = opened.page;
  await waitForCaption(page);
});

afterAll(async () => opened.close());

/** What axe calls serious or critical, with the elements, so that a failure says where to look. */
async function seriousFaults(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

const TITLES = { read: 'Read an image', models: 'Models', about: 'About Edgeward' };

async function show(view: keyof typeof TITLES): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/${view}`);
  await page.locator(`nav a[aria-current="page"][href="#/${view}"]`).waitFor();
  await page.getByRole('heading', { level: 1, name: TITLES[view] }).waitFor({ state: 'attached' });
}

describe.each(['dark', 'light'] as const)('Accessibility in the %s theme', (colorScheme) => {
  it.each(['read', 'models', 'about'] as const)('axe finds nothing serious in the view %s', async (view) => {
    await page.emulateMedia({ colorScheme });
    await show(view);
    expect(await seriousFaults()).toEqual([]);
  });
});

describe('Layout', () => {
  it.each([360, 390, 1280, 3840])('needs no sideways scrolling of the page at %i px', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    for (const view of ['read', 'models', 'about'] as const) {
      await show(view);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(excess, view).toBeLessThanOrEqual(0);
    }
  });

  it('stays as wide as the phone when an image far along the list has been answered', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await show('read');
    await page.getByRole('option', { name: 'Bone scan, whole body' }).click();
    await page.getByRole('button', { name: 'Caption this image' }).click();
    await waitForCaption(page);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.getByRole('option', { name: 'Chest X-ray, frontal' }).click();
    expect(excess).toBeLessThanOrEqual(0);
  });

  it('shows image, answer and controls on a phone, one below the other', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await show('read');
    const top = async (role: 'img' | 'log' | 'radiogroup', name: string | RegExp) =>
      (await page.getByRole(role, { name }).first().boundingBox())?.y ?? Number.NaN;
    const image = await top('img', 'Chest X-ray, frontal');
    const answer = await top('log', 'Answer');
    const precision = await top('radiogroup', 'Precision');
    expect(image).toBeLessThan(answer);
    expect(answer).toBeLessThan(precision);
  });

  it('stops animations for people who asked for less motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const duration = await page.evaluate(() => {
      const bar = document.createElement('div');
      bar.className = 'progress progress-unknown';
      bar.append(document.createElement('div'));
      document.body.append(bar);
      const { animationDuration } = getComputedStyle(bar.firstElementChild ?? bar);
      bar.remove();
      return Number.parseFloat(animationDuration);
    });
    expect(duration).toBeLessThan(0.001);
  });
});
