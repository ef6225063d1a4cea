import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { temporaryFolder } from '../temporary-folder';
import { dicom16, jpeg, png16, type NamedFile } from './large-images';
import { onBuiltPage } from './on-built-page';
import { imageOption } from './read-page';

const it = onBuiltPage();

it.beforeAll(async ({ page, opened }) => {
  await opened.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await imageOption(page, { selected: true }).waitFor();
});

const fixture = (file: string) => fileURLToPath(new URL(`../fixtures/images/${file}`, import.meta.url));
const canvas = (page: Page, name: string) => page.getByRole('img', { name });
const isShown = async (page: Page, name: string) => {
  await imageOption(page, { name, selected: true }).waitFor();
  await canvas(page, name).waitFor();
};

async function refused(page: Page, name: string, reason: RegExp): Promise<void> {
  const alert = page.getByRole('alert').filter({ hasText: `“${name}”` });
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(reason);
  await alert.getByRole('button', { name: 'Dismiss' }).click();
}

interface Dragged {
  files?: string[];
  items?: { mimeType: string; data: string }[];
}

/** A drag as the operating system would make it, to the middle of an element. */
async function drop(page: Page, { files, items = [] }: Dragged, onto: Locator = page.getByRole('main')): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const box = await onto.boundingBox();
  if (box === null) throw new Error('not in view');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const data = { items, ...(files === undefined ? {} : { files }), dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x, y, data });
  }
  await session.detach();
}

async function written({ name, buffer }: NamedFile): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, buffer);
  return path;
}

describe('an image that is dropped', () => {
  it('is shown, wherever on the page it falls', async ({ page }) => {
    await drop(page, { files: [fixture('palette.png')] }, page.getByRole('region', { name: 'Latency' }));
    await isShown(page, 'palette.png');
  });

  it('leads to the Read view from another one', async ({ page }) => {
    await page.getByRole('link', { name: 'Models' }).click();
    await page.getByRole('heading', { name: 'Models' }).waitFor();
    await drop(page, { files: [fixture('rgb24.bmp')] });
    await isShown(page, 'rgb24.bmp');
  });

  it('may be one of two: the first is shown, the other listed', async ({ page }) => {
    await drop(page, { files: [fixture('cmyk.jpg'), fixture('lossy.webp')] });
    await isShown(page, 'cmyk.jpg');
    await imageOption(page, { name: 'lossy.webp', selected: false }).waitFor();
  });

  it('is refused by name when it is a folder', async ({ page }) => {
    const scans = join(await temporaryFolder(), 'scans');
    await mkdir(scans);
    await drop(page, { files: [scans, fixture('grey.png')] });
    await refused(page, 'scans', /is a folder/u);
    await isShown(page, 'grey.png');
  });

  it('changes nothing and stays on the page when it is a text or a link', async ({ page }) => {
    const before = await imageOption(page).count();
    const address = page.url();
    await drop(page, { items: [{ mimeType: 'text/plain', data: 'a finding' }] });
    await drop(page, { items: [{ mimeType: 'text/uri-list', data: 'http://127.0.0.1:1/elsewhere' }] });
    await page.waitForTimeout(300);
    expect(page.url()).toBe(address);
    expect(await imageOption(page).count()).toBe(before);
  });
});

describe('what is pasted', () => {
  it('is opened when it is an image', async ({ page }) => {
    await page.getByRole('main').focus();
    await page.evaluate(async () => {
      const drawn = new OffscreenCanvas(30, 20);
      drawn.getContext('2d')?.fillRect(0, 0, 5, 5);
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': drawn.convertToBlob({ type: 'image/png' }) })]);
    });
    await page.keyboard.press('Control+V');
    await isShown(page, 'image.png');
  });

  it('stays text in the question box', async ({ page }) => {
    const box = page.getByRole('textbox', { name: /ask/iu });
    await page.evaluate(() => navigator.clipboard.writeText('Is there a fracture?'));
    const before = await imageOption(page).count();
    await box.focus();
    await page.keyboard.press('Control+V');
    expect(await box.inputValue()).toBe('Is there a fracture?');
    expect(await imageOption(page).count()).toBe(before);
  });
});

describe('files that are chosen', () => {
  const choose = (page: Page, files: string[] | string) => page.locator('input[type=file]').setInputFiles(files);

  it('are refused one by one with the reason, and the page goes on', async ({ page }) => {
    await choose(page, [
      await written({ name: 'empty.png', mimeType: '', buffer: Buffer.alloc(0) }),
      await written({ name: 'report.jpg', mimeType: '', buffer: Buffer.from('%PDF-1.7 no image') }),
      await written({ name: 'cut.png', mimeType: '', buffer: png16(64).buffer.subarray(0, 300) }),
      fixture('claims-20000.png'),
      fixture('grey16-12bit.png'),
    ]);
    await isShown(page, 'grey16-12bit.png');
    await refused(page, 'empty.png', /empty file/u);
    await refused(page, 'report.jpg', /looks like/u);
    await refused(page, 'cut.png', /ends too early/u);
    await refused(page, 'claims-20000.png', /20,000 × 20,000 pixels, above the limit of 64,000,000/u);
  });

  it.for([
    ['a 16-bit PNG', () => png16(4000), [4000, 4000]],
    ['a DICOM slice', () => dicom16(3000), [3000, 3000]],
    ['a photograph', () => jpeg(6000, 4000), [6000, 4000]],
  ] as const)('may be large: %s is decoded on a thread of its own and shown', async ([, make, size], { page }) => {
    const file = await make();
    const path = await written(file);
    await choose(page, path);
    await isShown(page, file.name);
    const found = await canvas(page, file.name).evaluate((element: HTMLCanvasElement) => [
      element.width,
      element.height,
    ]);
    expect(found).toEqual(size);
    expect(page.workers().map((worker) => new URL(worker.url()).pathname)).toContainEqual(
      expect.stringMatching(/\/image\.worker-/u),
    );
  });

  it('can be given up while they are read', async ({ page }) => {
    const path = await written({ ...png16(4000), name: 'given-up.png' });
    await choose(page, path);
    await page.getByRole('button', { name: 'Stop reading' }).click();
    await page.getByRole('button', { name: 'Open your images' }).waitFor();
    expect(await imageOption(page, { name: 'given-up.png' }).count()).toBe(0);
    await choose(page, fixture('rgb.png'));
    await isShown(page, 'rgb.png');
  });
});
