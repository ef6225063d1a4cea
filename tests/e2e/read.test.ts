import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { openForThisTest } from './built-page';
import { onBuiltPage } from './on-built-page';
import { CAPTION_TIMEOUT_MS, imageOption, waitForCaption, waitForRuns } from './read-page';

const it = onBuiltPage();

const log = (page: Page) => page.getByRole('log', { name: 'Answer' });
const latency = (page: Page) => page.getByRole('region', { name: 'Latency' });

describe('Read', () => {
  it('captions the first sample of its own accord and names what ran', async ({ page }) => {
    const text = await waitForCaption(page);
    expect(text).toMatch(/q8\s+WASM/u);
    expect(await latency(page).innerText()).toMatch(/Ran: edgeward-tiny .* · q8 · WASM · \d+ threads?/u);
    expect(await page.getByText('Not a medical device, not for clinical use').count()).toBe(1);
  });

  it('answers a question without encoding the image again, and shows the reference on request', async ({ page }) => {
    await page.getByRole('button', { name: 'What imaging modality is this?' }).click();
    await waitForRuns(page, 2);
    await latency(page).getByText('reused').first().waitFor();
    await page.getByRole('button', { name: 'Show the reference answer' }).last().click();
    expect(await log(page).innerText()).toContain('Reference: x-ray');
  });

  it('asks the last prompt again after a switch and compares the two', async ({ page }) => {
    await page.getByRole('radio', { name: /^q4\b/u }).click();
    await waitForRuns(page, 3);
    await page.getByRole('status').filter({ hasText: 'edgeward-tiny q4 on WASM' }).waitFor();
    expect(await latency(page).innerText()).toMatch(/q4 against q8: .*(faster|slower)/u);
  });

  it('keeps each image’s conversation while one looks at another', async ({ page }) => {
    await imageOption(page, { name: 'Fundus photograph of a left eye' }).click();
    await log(page).getByText('Nothing asked about this image yet.').waitFor();
    await imageOption(page, { name: 'Chest X-ray, frontal' }).click();
    await log(page).getByText('What imaging modality is this?').waitFor();
  });

  it('takes several own files at once, refuses the one that is no image by name, and forgets a removed one', async ({
    page,
  }) => {
    const png = await readFile(new URL('../fixtures/images/palette.png', import.meta.url));
    await page.locator('input[type=file]').setInputFiles([
      { name: 'mine.png', mimeType: 'image/png', buffer: png },
      { name: 'page.png', mimeType: 'image/png', buffer: Buffer.from('<!doctype html><p>no image</p>') },
    ]);
    await imageOption(page, { name: 'mine.png', selected: true }).waitFor();
    await page.getByRole('alert').filter({ hasText: '“page.png”' }).waitFor();
    await page.getByRole('button', { name: 'Remove from the list' }).click();
    await imageOption(page, { name: 'mine.png' }).waitFor({ state: 'detached' });
    expect(await imageOption(page, { selected: true }).count()).toBe(1);
  });
});

describe('Read, when a model file is not there', () => {
  it('names the file and offers a retry that works once the file is back', async () => {
    const { page, context, server } = await openForThisTest({ path: '#/models' });
    // The worker's requests pass the context's routes too.
    await context.route(/decoder_model_merged_quantized\.onnx/u, (route) => route.fulfill({ status: 404 }));
    await page.goto(`${server.url}#/read`);
    const alert = page.getByRole('alert').filter({ hasText: 'decoder_model_merged_quantized.onnx' }).first();
    await alert.waitFor({ timeout: CAPTION_TIMEOUT_MS });
    await context.unrouteAll();
    await alert.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: CAPTION_TIMEOUT_MS });
  });
});
