import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { removePack, writeCaseIndex } from '../../scripts/cases/case-folder';
import { temporaryFolder } from '../temporary-folder';
import { openForThisTest, waitForReadiness } from './built-page';
import { imageOption } from './read-page';

/** A folder of added cases: one pack with two. */
async function folderOfCases(): Promise<string> {
  const casesFolder = await temporaryFolder();
  await mkdir(join(casesFolder, 'two'));
  const entry = { source: 'test', modality: 'x-ray', license: 'CC0-1.0', questions: [] };
  for (const file of ['grey.png', 'rgb.png'])
    await cp(new URL(`../fixtures/images/${file}`, import.meta.url), join(casesFolder, 'two', file));
  const cases = [
    { ...entry, id: 'grey', title: 'Added grey', image: 'grey.png' },
    { ...entry, id: 'rgb', title: 'Added colours', image: 'rgb.png' },
  ];
  const pack = { format: 'case-pack/1', id: 'two', title: 'Two cases', license: 'CC0-1.0', cases };
  await writeFile(join(casesFolder, 'two/pack.json'), JSON.stringify(pack));
  await writeCaseIndex(casesFolder);
  return casesFolder;
}

/** File names in the cache of added cases. */
function keptCases(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const kept = await (await caches.open('edgeward-cases-v1')).keys();
    return kept.map(({ url }) => new URL(url).pathname).sort();
  });
}

it('added cases open without a network although nobody looked at them, and leave the device when they are removed', async () => {
  const casesFolder = await folderOfCases();
  const { page, context } = await openForThisTest({ casesFolder });
  await waitForReadiness(page, 'q8');
  const all = ['/cases/index.json', '/cases/two/grey.png', '/cases/two/pack.json', '/cases/two/rgb.png'];
  await expect.poll(() => keptCases(page), { timeout: 30_000 }).toEqual(all);

  await context.setOffline(true);
  await page.reload();
  await imageOption(page, { name: 'Added colours' }).click();
  await page.getByRole('img', { name: 'Added colours' }).waitFor();

  await context.setOffline(false);
  expect(await removePack(casesFolder, 'two')).toBe(true);
  await page.reload();
  await expect.poll(() => keptCases(page), { timeout: 30_000 }).toEqual(['/cases/index.json']);
  expect(await imageOption(page, { name: 'Added colours' }).count()).toBe(0);
});
