import { zipSync } from 'fflate';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { temporaryFolder } from '../temporary-folder';
import { SAMPLES_FOLDER, samplesWithQuestions } from './bundled-samples';
import { exportedRecord, goTo, tick } from './lab-page';
import { onBuiltPage } from './on-built-page';

const JUDGE_TIMEOUT_MS = 90_000;

type Files = Record<string, Uint8Array>;

const samples = await samplesWithQuestions();

const it = onBuiltPage({ path: '#/lab/accuracy' });

it.beforeAll(({ page }) => page.getByRole('button', { name: /^Judge/u }).waitFor());

/** Samples with a question about what they do not show, one damaged image, and one that is not in the pack. */
async function packFiles(id: string, count: number): Promise<Files> {
  const whole = samples.slice(0, count).map((entry) => ({
    ...entry,
    questions: [
      ...entry.questions,
      {
        id: `${entry.id}/bicycle`,
        question: 'Is there a bicycle?',
        answer: 'no',
        answerType: 'closed' as const,
        choices: ['yes', 'no'],
        aspect: 'presence',
      },
    ],
  }));
  const [first, ...others] = whole;
  if (first === undefined) throw new Error('There are no samples with questions');
  const damaged = { ...first, id: 'damaged', image: 'images/damaged.webp' };
  const missing = { ...first, id: 'missing', image: 'images/missing.webp' };
  const files: Files = { 'images/damaged.webp': text('RIFF, but not a picture') };
  for (const { image } of whole) files[image] = new Uint8Array(await readFile(join(SAMPLES_FOLDER, image)));
  return { ...files, 'pack.json': packJson(id, [first, damaged, missing, ...others]) };
}

function packJson(id: string, cases: readonly unknown[]): Uint8Array {
  return text(JSON.stringify({ format: 'case-pack/1', id, title: `Pack ${id}`, cases }));
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

async function openZip(page: Page, name: string, files: Files | Uint8Array): Promise<void> {
  const buffer = Buffer.from(files instanceof Uint8Array ? files : zipSync(files, { level: 0 }));
  await page.getByLabel('Zip of a case pack').setInputFiles({ name, mimeType: 'application/zip', buffer });
}

async function judge(page: Page): Promise<void> {
  await tick(page, 'Configurations', ['q8']);
  await page.getByRole('button', { name: 'Judge 1 configuration' }).click();
}

const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });
const results = (page: Page) => page.getByRole('region', { name: 'Accuracy', exact: true });

async function expectSkippedNamed(page: Page): Promise<void> {
  await results(page).getByText('2 entries were skipped and do not count').click();
  const skipped = await results(page).getByRole('listitem').filter({ hasText: 'images/' }).allInnerTexts();
  expect(skipped).toHaveLength(2);
  expect(skipped[0]).toMatch(/^damaged, images\/damaged\.webp: .*damaged/u);
  expect(skipped[1]).toMatch(/^missing, images\/missing\.webp: The file images\/missing\.webp of the case pack/u);
}

describe('judging on a pack that the reader opens', () => {
  it('judges a zip, with pause, stop and resume, and names the two images that it skipped', async ({ page }) => {
    const count = 20;
    await openZip(page, 'ward.zip', await packFiles('ward', count));
    await page.getByText('Pack ward').waitFor();
    await judge(page);
    await page.getByRole('button', { name: 'Pause' }).click({ timeout: 30_000 });
    await progress(page).getByText('Paused').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await progress(page).getByText('Paused').waitFor({ state: 'detached' });
    await progress(page)
      .getByText(/2 skipped/u)
      .waitFor();
    await page.getByRole('button', { name: 'Stop, keep the answers' }).click();
    await results(page).getByText('stopped before the end').waitFor();
    const half = (await exportedRecord(page)).judgements[0];
    expect(half?.imageCount).toBeGreaterThan(0);
    expect(half?.imageCount).toBeLessThan(count);

    await page.getByRole('button', { name: 'Go on judging 1 configuration' }).click();
    await results(page).getByText('stopped before the end').waitFor({ state: 'detached', timeout: JUDGE_TIMEOUT_MS });
    const whole = (await exportedRecord(page)).judgements[0];
    const ids = samples
      .slice(0, count)
      .flatMap(({ id, questions }) => [...questions.map((q) => q.id), `${id}/bicycle`]);
    expect(whole?.answers.map(({ questionId }) => questionId)).toEqual(ids);
    expect(whole?.imageCount).toBe(count);
    await expectSkippedNamed(page);
  }, 120_000);

  it('opens the cases behind the headline figures, as behind those of an aspect', async ({ page }) => {
    const table = page.getByRole('region', { name: 'Accuracy by aspect' });
    const behind: [figure: string, questions: number][] = [
      ['Macro accuracy', 0],
      ['Macro balanced accuracy', 0],
      ['All questions', 0],
      ['Hallucination rate', 20],
    ];
    for (const [figure, questions] of behind) {
      const button = table.getByRole('button', { name: new RegExp(`^${figure}, q8`, 'u') });
      const counted = Number(/ of (\d+)\./u.exec((await button.getAttribute('aria-label')) ?? '')?.[1]);
      if (questions > 0) expect(counted).toBe(questions);
      await button.press('Enter');
      const cases = page.getByRole('region', { name: `Cases of ${figure}` });
      await cases.getByRole('img').first().waitFor();
      const shown = await cases.locator('.confusion-table tbody td.number').allInnerTexts();
      expect(shown.reduce((sum, count) => sum + Number(count), 0)).toBe(counted);
    }
    const { judgements } = await exportedRecord(page);
    const made = judgements[0]?.answers.filter(({ aspect, given }) => aspect === 'presence' && /^yes\b/iu.test(given));
    const given = page.getByRole('region', { name: 'Cases of Hallucination rate' }).getByRole('row');
    expect(await given.filter({ hasText: '✗ yes' }).count()).toBe((made?.length ?? 0) > 0 ? 1 : 0);
  });

  it('judges a folder, and names what it skipped there too', async ({ page }) => {
    const folder = join(await temporaryFolder(), 'stick');
    for (const [path, content] of Object.entries(await packFiles('stick', 2))) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    await page.getByLabel('Folder of a case pack').setInputFiles(folder);
    await page.getByText('Pack stick').waitFor();
    await judge(page);
    await results(page).getByRole('columnheader', { name: 'Pack stick judged' }).waitFor({ timeout: JUDGE_TIMEOUT_MS });
    await progress(page).waitFor({ state: 'detached' });
    await goTo(page, 'History');
    await page.getByRole('button', { name: 'Pack stick judged' }).first().click();
    const judgement = (await exportedRecord(page)).judgements[0];
    expect([judgement?.pack.id, judgement?.imageCount]).toEqual(['stick', 2]);
    await goTo(page, 'Accuracy');
    await expectSkippedNamed(page);
  }, 120_000);

  it('names the entry of a malformed pack, and says of a foreign file what it is not', async ({ page }) => {
    const alert = page.getByRole('alert');
    const [first] = samples;
    await openZip(page, 'broken.zip', {
      'pack.json': packJson('broken', [first, { ...first, id: 'no-picture', image: 7 }]),
    });
    await alert.getByText('case no-picture, key image').waitFor();
    await openZip(page, 'cut.zip', { 'pack.json': text('{"format":') });
    await alert.getByText('cut.zip was not loaded: its pack.json').waitFor();
    await openZip(page, 'holiday.zip', { 'beach.txt': text('sand') });
    await alert.getByText('“holiday.zip” holds no pack.json').waitFor();
    await openZip(page, 'letter.zip', text('Dear colleague'));
    await alert.getByText('“letter.zip” is not a zip file').waitFor();
    expect(await page.getByRole('button', { name: /^Judge/u }).count()).toBe(0);
    await page.getByRole('button', { name: 'Built-in samples' }).click();
    await page.getByRole('button', { name: /^Judge/u }).waitFor();
  });
});
