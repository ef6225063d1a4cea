import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { BenchmarkRecord } from '../../src/contract/benchmark-record';
import { importedRecord } from './imported-record';

/** A tiny matrix on two busy cores: fresh workers for each cell and round, and the comparison after it. */
export const MATRIX_TIMEOUT_MS = 110_000;

export interface TinyPlan {
  precisions: readonly string[];
  tokens: number;
  rounds: number;
  runsPerRound: number;
  compareTokens: boolean;
}

/** Fills the plan for WASM; the Measure page is open, with or without a result on it. */
export async function fillPlan(page: Page, plan: TinyPlan): Promise<void> {
  const another = page.getByRole('button', { name: 'Plan another measurement' });
  await another.or(startButton(page)).first().waitFor();
  if (await another.isVisible()) await another.click();
  await tick(page, 'Precisions', plan.precisions);
  await tick(page, 'Devices', ['WASM']);
  await page.getByLabel('Tokens to generate').fill(String(plan.tokens));
  await page.getByLabel('Rounds').fill(String(plan.rounds));
  await page.getByLabel('Counted runs a round').fill(String(plan.runsPerRound));
  await page.getByLabel(/^Compare what each precision says/u).setChecked(plan.compareTokens);
}

export async function startMeasuring(page: Page): Promise<void> {
  await startButton(page).click();
  await page.getByRole('region', { name: 'Progress' }).waitFor();
}

export async function startMatrix(page: Page, plan: TinyPlan): Promise<void> {
  await fillPlan(page, plan);
  await startMeasuring(page);
}

const startButton = (page: Page) => page.getByRole('button', { name: 'Start measuring' });

/** Ticks these boxes of a group and no others; one that is off stays as it is. */
export async function tick(page: Page, group: string, wanted: readonly string[]): Promise<void> {
  for (const box of await page.getByRole('group', { name: group }).getByRole('checkbox').all()) {
    const name = (await box.locator('xpath=..').innerText()).split(/\s/u)[0] ?? '';
    if (await box.isEnabled()) await box.setChecked(wanted.includes(name));
  }
}

export async function waitForResult(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Result' }).waitFor({ timeout: MATRIX_TIMEOUT_MS });
}

export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Lab' }).getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

export async function exportedJson(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('group', { name: /^Export/u })
      .getByRole('button', { name: 'JSON', exact: true })
      .click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

export async function exportedRecord(page: Page): Promise<BenchmarkRecord> {
  return importedRecord(await exportedJson(page), 'the page’s own export');
}
