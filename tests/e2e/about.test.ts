import { describe, expect } from 'vitest';
import { onBuiltPage } from './on-built-page';

const it = onBuiltPage({ path: '#/about' });

describe('About', () => {
  it('says what it is not for, what runs where, and cites the survey', async ({ page }) => {
    await page.getByRole('heading', { name: 'Not for clinical use' }).waitFor();
    await page.getByRole('img', { name: 'What runs where' }).waitFor();
    expect(await page.getByText(/J\. Ye and H\. Tang.*section 6\.2/u).count()).toBe(1);
  });

  it('lists every licence with its text', async ({ page }) => {
    const code = page.locator('details').filter({ hasText: /^Code/u }).first();
    await code.waitFor();
    await code.locator('summary').first().click();
    const react = code
      .locator('li')
      .filter({ hasText: /^react \d/u })
      .first();
    expect(await react.innerText()).toContain('MIT');
    await react.getByText('Text').click();
    expect(await react.locator('pre').innerText()).toContain('Permission is hereby granted');
  });

  it('shows the page’s own requests in the ledger, and none to another origin', async ({ page }) => {
    const requests = page.getByRole('region', { name: 'Requests' });
    await requests.getByText('/licences.json').first().waitFor();
    expect(await page.getByText(/, 0 to another origin, 0 blocked/u).count()).toBe(1);
  });
});
