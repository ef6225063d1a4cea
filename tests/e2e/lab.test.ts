import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openBuiltPage, type OpenedPage } from './built-page';
import { exportedJson, goTo, MATRIX_TIMEOUT_MS, tick, waitForResult } from './lab-page';

let opened: OpenedPage;
let page: Page;
const refusedByPolicy: string[] = [];

beforeAll(async () => {
  opened = await openBuiltPage({ path: '#/lab/measure' });
  page = opened.page;
  page.on('console', (message) => {
    if (/Content Security Policy/u.test(message.text())) refusedByPolicy.push(message.text());
  });
});

afterAll(async () => opened.close());

async function seriousFaults(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

describe('the Lab', () => {
  it(
    'measures q8 and fp32 on WASM in fresh workers, and fills the charts and their tables',
    async () => {
      await page.getByRole('button', { name: 'Start measuring' }).waitFor();
      await tick(page, 'Precisions', ['fp32', 'q8']);
      await tick(page, 'Devices', ['WASM']);
      await page.getByLabel('Tokens to generate').fill('8');
      await page.getByLabel('Rounds').fill('2');
      await page.getByLabel('Counted runs a round').fill('1');
      expect(await page.getByText('2 configurations, 4 counted runs').count()).toBe(1);
      await page.getByRole('button', { name: 'Start measuring' }).click();
      await page.getByRole('region', { name: 'Progress' }).waitFor();
      await waitForResult(page);

      const stages = page.getByRole('region', { name: 'Stages, medians' }).getByRole('row');
      await stages.nth(2).waitFor();
      expect(await stages.count()).toBe(3);
      for (const precision of ['fp32', 'q8']) {
        const row = await stages.filter({ hasText: new RegExp(`^${precision}`, 'u') }).innerText();
        expect(row).toMatch(/done\s+2 runs/u);
        expect(row).toMatch(/\d ms/u);
        expect(row).toMatch(/tok\/s/u);
      }
      await page.locator('.chart svg').nth(1).waitFor();
      const bars = page.getByRole('img', { name: /^Bars of the answering stages of 2 configurations/u });
      expect(await bars.locator('svg text').filter({ hasText: 'decode' }).count()).toBeGreaterThan(0);
      expect(
        await page
          .getByRole('region', { name: 'Agreement with fp32, table' })
          .getByText(/\d of \d/u)
          .count(),
      ).toBeGreaterThan(0);
      expect(await page.getByRole('list', { name: 'Findings' }).innerText()).toMatch(/q8 .*fp32/u);
    },
    MATRIX_TIMEOUT_MS + 30_000,
  );

  it('exports a complete JSON that comes back in, and names a file that is no result', async () => {
    const json = await exportedJson(page);
    const record = JSON.parse(json) as {
      id: string;
      name: string;
      cells: { runs: { generatedTokenCount: number }[] }[];
    };
    expect(record.cells.map(({ runs }) => runs.map((run) => run.generatedTokenCount))).toEqual([
      [8, 8],
      [8, 8],
    ]);

    await goTo(page, 'History');
    const input = page.getByLabel('Result files (JSON)');
    const other = json.replace(record.id, 'another-machine').replace(record.name, 'Her desktop');
    await input.setInputFiles([
      { name: 'desktop.json', mimeType: 'application/json', buffer: Buffer.from(other) },
      { name: 'holiday.json', mimeType: 'application/json', buffer: Buffer.from('{"photos":3}') },
    ]);
    await page
      .getByRole('alert')
      .getByText(/“holiday\.json” was not imported, because of format/u)
      .waitFor();
    await page.getByRole('button', { name: 'Her desktop', exact: true }).waitFor();
    await page.getByRole('checkbox', { name: 'Compare Her desktop' }).check();
    await page.getByRole('checkbox', { name: `Compare ${record.name}` }).check();
    await page.getByRole('button', { name: 'Compare 2' }).click();
    const stages = page.getByRole('region', { name: 'Stages, medians' }).getByRole('row');
    await stages.nth(4).waitFor();
    expect(await stages.filter({ hasText: 'Her desktop: q8' }).count()).toBe(1);
  });

  it('keeps the result through a reload, and deletes it only when told twice', async () => {
    await page.reload();
    await goTo(page, 'History');
    await page.getByRole('button', { name: 'Delete Her desktop' }).click();
    await page.getByRole('group', { name: 'Delete Her desktop?' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Her desktop', exact: true }).waitFor({ state: 'detached' });
    expect(await page.getByRole('list', { name: 'Results' }).getByRole('checkbox').count()).toBe(1);
  });

  it('judges the first samples and shows the cases behind a figure', async () => {
    await page.getByRole('list', { name: 'Results' }).getByRole('button').first().click();
    await page.getByRole('region', { name: 'Result' }).waitFor();
    await goTo(page, 'Accuracy');
    await page.getByLabel('Images', { exact: true }).fill('2');
    await page.getByRole('button', { name: 'Judge 2 configurations' }).click();
    const table = page.getByRole('region', { name: 'Accuracy by aspect' });
    const figures = table.getByRole('button', { name: /^modality, .*of 2\. Show the cases/u });
    await figures.nth(1).waitFor({ timeout: 60_000 });
    await figures.first().press('Enter');
    const cases = page.getByRole('region', { name: 'Cases of modality' });
    await cases.getByRole('img').first().waitFor();
    expect(await cases.innerText()).toMatch(/expected[\s\S]*given/u);
    expect(await seriousFaults()).toEqual([]);
  });

  it('has nothing serious for axe on any page, and asks nothing of the policy that it refuses', async () => {
    for (const name of ['Measure', 'Side by side', 'History']) {
      await goTo(page, name);
      expect(await seriousFaults()).toEqual([]);
    }
    expect(refusedByPolicy).toEqual([]);
    expect(opened.foreignHosts).toEqual([]);
  });
});
