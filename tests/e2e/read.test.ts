import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { CAPTION_TIMEOUT_MS, openBuiltPage, waitForCaption, type OpenedPage } from './built-page';

let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  opened = await openBuiltPage();
  page = opened.page;
});

afterAll(async () => opened.close());

const log = () => page.getByRole('log', { name: 'Answer' });
/** Images only: a select has options too. */
const option = (filter: { name?: string; selected?: boolean }) =>
  page.getByRole('listbox', { name: 'Images' }).getByRole('option', filter);
const latency = () => page.getByRole('region', { name: 'Latency' });

async function waitForRows(count: number): Promise<void> {
  await page
    .getByText(`Last runs on this image (${count})`)
    .waitFor({ state: 'attached', timeout: CAPTION_TIMEOUT_MS });
}

describe('Read', () => {
  it('captions the first sample of its own accord and names what ran', async () => {
    const text = await waitForCaption(page);
    expect(text).toMatch(/q8\s+WASM/u);
    expect(await latency().innerText()).toMatch(/Ran: edgeward-tiny .* · q8 · WASM · \d+ threads?/u);
    expect(await page.getByText('Not a medical device, not for clinical use').count()).toBe(1);
  });

  it('answers a question without encoding the image again, and shows the reference on request', async () => {
    await page.getByRole('button', { name: 'What imaging modality is this?' }).click();
    await waitForRows(2);
    await latency().getByText('reused').first().waitFor();
    await page.getByRole('button', { name: 'Show the reference answer' }).last().click();
    expect(await log().innerText()).toContain('Reference: x-ray');
  });

  it('asks the last prompt again after a switch and compares the two', async () => {
    await page.getByRole('radio', { name: /^q4\b/u }).click();
    await waitForRows(3);
    await page.getByRole('status').filter({ hasText: 'edgeward-tiny q4 on WASM' }).waitFor();
    expect(await latency().innerText()).toMatch(/q4 against q8: .*(faster|slower)/u);
  });

  it('keeps each image’s conversation while one looks at another', async () => {
    await option({ name: 'Fundus photograph of a left eye' }).click();
    await log().getByText('Nothing asked about this image yet.').waitFor();
    await option({ name: 'Chest X-ray, frontal' }).click();
    await log().getByText('What imaging modality is this?').waitFor();
  });

  it('takes several own files at once, refuses the one that is no image by name, and forgets a removed one', async () => {
    const png = await readFile(new URL('../fixtures/images/palette.png', import.meta.url));
    await page.locator('input[type=file]').setInputFiles([
      { name: 'mine.png', mimeType: 'image/png', buffer: png },
      { name: 'page.png', mimeType: 'image/png', buffer: Buffer.from('<!doctype html><p>no image</p>') },
    ]);
    await option({ name: 'mine.png', selected: true }).waitFor();
    await page.getByRole('alert').filter({ hasText: '“page.png”' }).waitFor();
    await page.getByRole('button', { name: 'Remove from the list' }).click();
    await option({ name: 'mine.png' }).waitFor({ state: 'detached' });
    expect(await option({ selected: true }).count()).toBe(1);
  });
});

describe('Read, when a model file is not there', () => {
  it('names the file and offers a retry that works once the file is back', async () => {
    const failing = await openBuiltPage({ path: '#/models' });
    try {
      // The worker's requests pass the context's routes too.
      await failing.context.route(/decoder_model_merged_quantized\.onnx/u, (route) => route.fulfill({ status: 404 }));
      await failing.page.goto(`${failing.server.url}#/read`);
      const alert = failing.page.getByRole('alert').filter({ hasText: 'decoder_model_merged_quantized.onnx' }).first();
      await alert.waitFor({ timeout: CAPTION_TIMEOUT_MS });
      await failing.context.unrouteAll();
      await alert.getByRole('button', { name: 'Retry' }).click();
      await failing.page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: CAPTION_TIMEOUT_MS });
    } finally {
      await failing.close();
    }
  });
});
