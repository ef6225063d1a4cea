import { describe, expect } from 'vitest';
import { exportedJson, fillPlan, goTo, MATRIX_TIMEOUT_MS, startMeasuring, waitForResult } from './lab-page';
import { onBuiltPage } from './on-built-page';
import { seriousFaults } from './serious-faults';

const it = onBuiltPage({ path: '#/lab/measure' });

const refusedByPolicy: string[] = [];

it.beforeAll(({ page }) => {
  page.on('console', (message) => {
    if (/Content Security Policy/u.test(message.text())) refusedByPolicy.push(message.text());
  });
});

describe('the Lab', () => {
  it(
    'measures q8 and fp32 on WASM in fresh workers, and fills the charts and their tables',
    async ({ page }) => {
      await fillPlan(page, { precisions: ['fp32', 'q8'], tokens: 8, rounds: 2, runsPerRound: 1, compareTokens: true });
      expect(await page.getByText('2 configurations, 4 counted runs').count()).toBe(1);
      await startMeasuring(page);
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
      expect(await page.getByRole('list', { name: 'Findings' }).innerText()).toMatch(/^q8 was timed too few times/u);
    },
    MATRIX_TIMEOUT_MS + 30_000,
  );

  it('exports a complete JSON that comes back in, and names a file that is no result', async ({ page }) => {
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
    expect(await stages.filter({ hasText: 'q8 (Her desktop)' }).count()).toBe(1);
  });

  it('keeps the result through a reload, and deletes it only when told twice', async ({ page }) => {
    await page.reload();
    await goTo(page, 'History');
    await page.getByRole('button', { name: 'Delete Her desktop' }).click();
    await page.getByRole('group', { name: 'Delete Her desktop?' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Her desktop', exact: true }).waitFor({ state: 'detached' });
    expect(await page.getByRole('list', { name: 'Results' }).getByRole('checkbox').count()).toBe(1);
  });

  it('judges the first samples and shows the cases behind a figure', async ({ page }) => {
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
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('has nothing serious for axe on any page, and asks nothing of the policy that it refuses', async ({
    page,
    opened,
  }) => {
    for (const name of ['Measure', 'Side by side', 'History']) {
      await goTo(page, name);
      expect(await seriousFaults(page)).toEqual([]);
    }
    expect(refusedByPolicy).toEqual([]);
    expect(opened.foreignHosts).toEqual([]);
  });
});
