import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openForThisTest } from './built-page';
import { CAPTION_TIMEOUT_MS, waitForCaption, waitForRuns } from './read-page';

const SOFTWARE_GPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
];

const configuration = (page: Page) => page.getByRole('region', { name: 'Configuration' });
const device = (page: Page, name: RegExp) =>
  page.getByRole('radiogroup', { name: 'Device' }).getByRole('radio', { name });
const precision = (page: Page, name: RegExp) =>
  page.getByRole('radiogroup', { name: 'Precision' }).getByRole('radio', { name });

/** WASM runs, the reason is said, and what was asked before is still there. */
async function expectFallenBack(page: Page, reason: RegExp): Promise<void> {
  const notice = configuration(page).getByText('WebGPU failed, so WASM is used instead.');
  await notice.waitFor({ timeout: CAPTION_TIMEOUT_MS });
  expect(await notice.innerText()).toMatch(reason);
  await waitForRuns(page, 2);
  expect(await device(page, /WASM/u).getAttribute('aria-checked')).toBe('true');
  expect(await page.getByRole('log', { name: 'Answer' }).getByText('Caption').count()).toBeGreaterThan(0);
}

describe('a device that cannot be had', () => {
  it('is off from the start, with the reason in words, when the browser has WebGPU but no adapter', async () => {
    const { page } = await openForThisTest();
    expect(await page.evaluate(() => 'gpu' in navigator)).toBe(true);
    const webgpu = device(page, /WebGPU/u);
    await webgpu.waitFor();
    expect(await webgpu.getAttribute('aria-disabled')).toBe('true');
    await configuration(page).getByText('WebGPU: The browser offers no GPU adapter on this machine.').waitFor();
  });

  it('gives way to WASM when its adapter is gone by the time the model loads', async () => {
    // Only the page sees this adapter: the worker asks the browser itself, which has none.
    const { page } = await openForThisTest({
      beforeOpening: () => {
        const info = { vendor: 'test', architecture: 'unplugged', description: '', isFallbackAdapter: false };
        const adapter = { info, features: new Set(['shader-f16']) };
        Object.defineProperty(GPU.prototype, 'requestAdapter', { value: () => Promise.resolve(adapter) });
      },
    });
    await waitForCaption(page);
    await device(page, /WebGPU/u).click();
    await expectFallenBack(page, /WebGPU/u);
  });
});

describe('a device that is lost', () => {
  it('while a model loads on it gives way to WASM; what is known to be wrong on it is marked and explained', async () => {
    const { page, context } = await openForThisTest({ browserArguments: SOFTWARE_GPU });
    await waitForCaption(page);
    await device(page, /WebGPU/u).click();
    await configuration(page).getByText('Warming up').waitFor({ timeout: CAPTION_TIMEOUT_MS });
    // q8 was chosen before: its mark is in view, with the reason in words.
    expect(await precision(page, /^q8/u).getAttribute('class')).toContain('cell-warned');
    expect(await configuration(page).innerText()).toMatch(/q8: .*(wrong|slow|processor)/u);
    const session = await context.browser()?.newBrowserCDPSession();
    await session?.send('Browser.crashGpuProcess');
    await expectFallenBack(page, /The GPU was lost/u);
  });
});
