import { describe, expect } from 'vitest';
import { onBuiltPage } from './on-built-page';

const it = onBuiltPage({ path: '#/models' });

describe('Models', () => {
  it('lists all five precisions with their bytes', async ({ page }) => {
    const table = page.getByRole('region', { name: /^Precisions of/u });
    await table.waitFor();
    expect(await table.getByRole('rowheader').allInnerTexts()).toEqual(['fp32', 'fp16', 'q8', 'q4', 'q4f16']);
    expect(await table.getByText(/^\d[\d.]* MB$/u).count()).toBe(5);
  });

  it('stores one precision on this device and undoes it', async ({ page }) => {
    await page.getByRole('button', { name: 'Store q4 on this device' }).click();
    const remove = page.getByRole('button', { name: 'Remove q4 from this device' });
    await remove.waitFor({ timeout: 60_000 });
    await remove.click();
    await page.getByRole('button', { name: 'Store q4 on this device' }).waitFor();
  });

  it('states the size before it makes every precision available', async ({ page }) => {
    const button = page.getByRole('button', { name: /^Make all precisions available offline \([\d.]+ MB\)$/u });
    await button.waitFor();
    expect(await button.isEnabled()).toBe(true);
  });
});
