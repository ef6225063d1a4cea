import type { Locator, Page } from 'playwright-core';

/** Long enough for a cold start to the end of a caption on two busy cores. */
export const CAPTION_TIMEOUT_MS = 90_000;

/** Entries of the list of images; a select on the page has options too. */
export function imageOption(page: Page, filter: { name?: string; selected?: boolean } = {}): Locator {
  return page.getByRole('listbox', { name: 'Images' }).getByRole('option', filter);
}

/** Waits until the caption of the image in view is complete, and returns what the page shows as its answer. */
export async function waitForCaption(page: Page): Promise<string> {
  const answer = page.getByRole('log', { name: 'Answer' });
  // The figures of a run are shown when it has ended.
  await page
    .getByRole('region', { name: 'Latency' })
    .getByText('tok/s')
    .first()
    .waitFor({ timeout: CAPTION_TIMEOUT_MS });
  return await answer.innerText();
}

/** Waits until so many answers about the image in view are complete. */
export async function waitForRuns(page: Page, count: number): Promise<void> {
  await page
    .getByText(`Last runs on this image (${count})`)
    .waitFor({ state: 'attached', timeout: CAPTION_TIMEOUT_MS });
}
