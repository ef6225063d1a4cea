import { describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { exportedRecord, goTo, MATRIX_TIMEOUT_MS, startMatrix, waitForResult } from './lab-page';
import { onBuiltPage } from './on-built-page';

/** Longer than any run here takes, so that a pause inside a figure would show. */
const PAUSE_MS = 2500;

const it = onBuiltPage({ path: '#/lab/measure' });

const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });
const status = (page: Page) => progress(page).getByRole('status').first();
const cellOf = (page: Page, precision: string) =>
  page.getByRole('list', { name: 'Configurations' }).getByRole('listitem').filter({ hasText: precision });

/** What a browser does when the reader turns to another tab, which a headless one never does by itself. */
async function hideWhen(page: Page, statusText: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    const isThere = () => document.querySelector('.running [role="status"]')?.textContent.includes(wanted) === true;
    // In the page, since a run is over before a look from outside would notice it.
    while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 5));
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  }, statusText);
}

async function show(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'visible' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

describe('a measurement that is interrupted', () => {
  it(
    'holds before the next run when paused, and completes when resumed',
    async ({ page }) => {
      const runsPerRound = 5;
      await startMatrix(page, { precisions: ['q8'], tokens: 128, rounds: 1, runsPerRound, compareTokens: false });
      await status(page)
        .getByText(/run [1-4] of 5/u)
        .waitFor();
      await page.getByRole('button', { name: 'Pause' }).click();
      await status(page).getByText('paused; nothing runs until you resume').waitFor();
      const held = await cellOf(page, 'q8').innerText();
      expect(held).toMatch(/[1-4] of 5 runs/u);
      await page.waitForTimeout(PAUSE_MS);
      expect(await cellOf(page, 'q8').innerText()).toBe(held);
      expect(await progress(page).innerText()).not.toMatch(/left/u);
      await page.getByRole('button', { name: 'Resume' }).click();
      await waitForResult(page);
      const [cell] = (await exportedRecord(page)).cells;
      expect(cell?.runs.map(({ run }) => run)).toEqual([0, 1, 2, 3, 4]);
      expect(cell?.status).toBe('done');
    },
    MATRIX_TIMEOUT_MS,
  );

  it(
    'throws away what ran while the tab was hidden, says so, and repeats it',
    async ({ page }) => {
      await startMatrix(page, { precisions: ['q8'], tokens: 48, rounds: 1, runsPerRound: 3, compareTokens: false });
      await hideWhen(page, 'run 2 of 3');
      await status(page).getByText('waiting until this tab is in view').waitFor();
      await progress(page).getByText('1 step was thrown away and is repeated').waitFor();
      await show(page);
      await waitForResult(page);
      await page.getByRole('region', { name: 'Stages, medians' }).getByText('1 repeated: tab was hidden').waitFor();
      const [cell] = (await exportedRecord(page)).cells;
      expect(cell?.hiddenRepeats).toBe(1);
      expect(cell?.runs.map(({ run }) => run)).toEqual([0, 1, 2]);
    },
    MATRIX_TIMEOUT_MS,
  );

  it(
    'records a cell whose worker is killed as crashed, and goes on with the others',
    async ({ page }) => {
      const plan = { tokens: 128, rounds: 1, runsPerRound: 3, compareTokens: false };
      await startMatrix(page, { ...plan, precisions: ['fp32', 'q8', 'q4'] });
      await status(page)
        .getByText(/q8: (?:warming|run)/u)
        .waitFor({ timeout: 60_000 });
      // It ends without a word, as one does that the system kills; the worker before it may just be gone by itself.
      await Promise.allSettled(page.workers().map((worker) => worker.evaluate('void setTimeout(() => self.close())')));
      await cellOf(page, 'q8').getByText('crashed').waitFor();
      await waitForResult(page);
      const { cells } = await exportedRecord(page);
      expect(cells.map(({ configuration, status: state }) => [configuration.dtype, state])).toEqual([
        ['fp32', 'done'],
        ['q8', 'crashed'],
        ['q4', 'done'],
      ]);
      expect(cells.map(({ runs }) => runs.length === 3)).toEqual([true, false, true]);
      expect(cells[1]?.failure?.code).toBe('worker-died');
      await page.getByText(/^q8 crashed after [0-2] runs?$/u).waitFor();
    },
    MATRIX_TIMEOUT_MS,
  );

  it(
    'is kept as unfinished by a reload, and goes on without losing or doubling a sample',
    async ({ page }) => {
      const plan = { tokens: 16, rounds: 2, runsPerRound: 2, compareTokens: true };
      await startMatrix(page, { ...plan, precisions: ['fp32', 'q8'] });
      await status(page).getByText('Round 1 of 2, q8').waitFor({ timeout: 60_000 });
      await page.reload();
      await goTo(page, 'History');
      await page.getByRole('list', { name: 'Results' }).getByText('interrupted').waitFor();
      await goTo(page, 'Measure');
      await page.getByText('was interrupted. 2 finished runs are kept').waitFor();
      await page.getByRole('button', { name: 'Resume' }).click();
      // Once more when all times are there: then only the comparison is missing.
      await status(page).getByText('Times are measured').waitFor({ timeout: MATRIX_TIMEOUT_MS });
      await page.reload();
      await page.getByText('was interrupted. 8 finished runs are kept').waitFor();
      await page.getByRole('button', { name: 'Resume' }).click();
      await waitForResult(page);
      const { cells, agreements, finishedAt } = await exportedRecord(page);
      expect(cells.map(({ status: state }) => state)).toEqual(['done', 'done']);
      for (const { loads, coldRuns, runs } of cells) {
        expect(loads.map(({ round }) => round)).toEqual([0, 1]);
        expect(coldRuns.map(({ round }) => round)).toEqual([0, 1]);
        expect(runs.map(({ round, run }) => [round, run])).toEqual([
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
        ]);
      }
      expect(agreements.map(({ configuration, status: state }) => [configuration.dtype, state])).toContainEqual([
        'q8',
        'compared',
      ]);
      expect(finishedAt).toBeDefined();
      await goTo(page, 'History');
      expect(await page.getByRole('list', { name: 'Results' }).getByText('interrupted').count()).toBe(0);
    },
    2 * MATRIX_TIMEOUT_MS,
  );
});
