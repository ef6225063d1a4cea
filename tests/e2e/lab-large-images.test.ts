import { zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { exportedRecord, tick } from './lab-page';
import { png16 } from './large-images';
import { onBuiltPage } from './on-built-page';

/** A piece of work that a reader notices. Decoding one of these images takes much longer, even on an idle machine. */
const NOTICED_MS = 300;
/** Less than decoding and answering one image takes. */
const STOPPED_WITHIN_MS = 600;
const IMAGES = 6;

const it = onBuiltPage({ path: '#/lab/accuracy' });

/** Cases that share one file, which is decoded anew for each. */
function largePack(): Buffer {
  const ids = Array.from({ length: IMAGES }, (_, index) => `large-${index}`);
  const cases = ids.map((id) => ({
    id,
    image: 'images/large.png',
    source: 'made up',
    modality: 'x-ray',
    questions: [
      { id: `${id}/q`, question: 'Is there a fracture?', answer: 'no', answerType: 'closed', aspect: 'finding' },
    ],
  }));
  const json = JSON.stringify({ format: 'case-pack/1', id: 'large', title: 'Pack large', cases });
  const files = { 'images/large.png': new Uint8Array(png16(4000).buffer), 'pack.json': new TextEncoder().encode(json) };
  return Buffer.from(zipSync(files, { level: 0 }));
}

/** Notes the longest time in which the page could not have answered a click. */
async function watchGaps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const watch = { longestMs: 0 };
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      watch.longestMs = Math.max(watch.longestMs, now - last);
      last = now;
    }, 5);
    Object.assign(globalThis, { watch });
  });
  return () => page.evaluate(() => (globalThis as unknown as { watch: { longestMs: number } }).watch.longestMs);
}

describe('judging images of 16 megapixels', () => {
  it('leaves the page responsive, stops at once, and calls no image unreadable that the stop cut short', async ({
    page,
  }) => {
    await page.getByLabel('Zip of a case pack').setInputFiles({
      name: 'large.zip',
      mimeType: 'application/zip',
      buffer: largePack(),
    });
    await page.getByText('Pack large').waitFor();
    await tick(page, 'Configurations', ['q8']);
    const progress = page.getByRole('region', { name: 'Progress' });
    const longestGapMs = await watchGaps(page);
    await page.getByRole('button', { name: 'Judge 1 configuration' }).click();
    await progress.getByText(/^2 of 6 images/u).waitFor({ timeout: 60_000 });
    expect(await longestGapMs()).toBeLessThan(NOTICED_MS);

    const stop = page.getByRole('button', { name: 'Stop, keep the answers' });
    const stopMs = await stop.evaluate(async (button: HTMLButtonElement) => {
      const startedAt = performance.now();
      button.click();
      while (button.isConnected) await new Promise((resolve) => setTimeout(resolve, 5));
      return performance.now() - startedAt;
    });
    expect(stopMs).toBeLessThan(STOPPED_WITHIN_MS);
    await page.getByText('stopped before the end').waitFor();
    const [judgement] = (await exportedRecord(page)).judgements;
    expect(judgement?.imageCount).toBeGreaterThanOrEqual(2);
    expect(judgement?.imageCount).toBeLessThan(IMAGES);
    expect(judgement?.skipped).toEqual([]);
  });
});
