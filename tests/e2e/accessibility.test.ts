import { describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { onBuiltPage } from './on-built-page';
import { imageOption, waitForCaption } from './read-page';
import { seriousFaults } from './serious-faults';

const it = onBuiltPage();

it.beforeAll(({ page }) => waitForCaption(page));

const TITLES = { read: 'Read an image', models: 'Models', about: 'About Edgeward' };

async function show(page: Page, view: keyof typeof TITLES): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/${view}`);
  await page.locator(`nav a[aria-current="page"][href="#/${view}"]`).waitFor();
  await page.getByRole('heading', { level: 1, name: TITLES[view] }).waitFor({ state: 'attached' });
}

/** By how much the page is wider than its window. */
const sidewaysExcessPx = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe.each(['dark', 'light'] as const)('Accessibility in the %s theme', (colorScheme) => {
  it.for(['read', 'models', 'about'] as const)('axe finds nothing serious in the view %s', async (view, { page }) => {
    await page.emulateMedia({ colorScheme });
    await show(page, view);
    expect(await seriousFaults(page)).toEqual([]);
  });
});

describe('Layout', () => {
  it.for([360, 390, 1280, 3840])('needs no sideways scrolling of the page at %i px', async (width, { page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const view of ['read', 'models', 'about'] as const) {
      await show(page, view);
      const excess = await sidewaysExcessPx(page);
      expect(excess, view).toBeLessThanOrEqual(0);
    }
  });

  it('stays as wide as the phone when an image far along the list has been answered', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await show(page, 'read');
    await imageOption(page, { name: 'Bone scan, whole body' }).click();
    await page.getByRole('button', { name: 'Caption this image' }).click();
    await waitForCaption(page);
    const excess = await sidewaysExcessPx(page);
    await imageOption(page, { name: 'Chest X-ray, frontal' }).click();
    expect(excess).toBeLessThanOrEqual(0);
  });

  it('shows image, answer and controls on a phone, one below the other', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await show(page, 'read');
    const top = async (role: 'img' | 'log' | 'radiogroup', name: string | RegExp) =>
      (await page.getByRole(role, { name }).first().boundingBox())?.y ?? Number.NaN;
    const image = await top('img', 'Chest X-ray, frontal');
    const answer = await top('log', 'Answer');
    const precision = await top('radiogroup', 'Precision');
    expect(image).toBeLessThan(answer);
    expect(answer).toBeLessThan(precision);
  });

  it('stops animations for people who asked for less motion', async ({ page }) => {
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
