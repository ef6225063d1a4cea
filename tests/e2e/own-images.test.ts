import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBuiltPage, type OpenedPage } from './built-page';
import { dicom16, jpeg, png16, type NamedFile } from './large-images';

let opened: OpenedPage;
let page: Page;
let session: CDPSession;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgeward-images-'));
  opened = await openBuiltPage();
  page = opened.page;
  await opened.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  session = await opened.context.newCDPSession(page);
  await option({ selected: true }).waitFor();
});

afterAll(async () => {
  await opened.close();
  await rm(folder, { recursive: true });
});

const fixture = (file: string) => fileURLToPath(new URL(`../fixtures/images/${file}`, import.meta.url));
const option = (filter: { name?: string; selected?: boolean }) =>
  page.getByRole('listbox', { name: 'Images' }).getByRole('option', filter);
const canvas = (name: string) => page.getByRole('img', { name });
const isShown = async (name: string) => {
  await option({ name, selected: true }).waitFor();
  await canvas(name).waitFor();
};

async function refused(name: string, reason: RegExp): Promise<void> {
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
async function drop({ files, items = [] }: Dragged, onto = page.getByRole('main')): Promise<void> {
  const box = await onto.boundingBox();
  if (box === null) throw new Error('not in view');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const data = { items, ...(files === undefined ? {} : { files }), dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x, y, data });
  }
}

async function written({ name, buffer }: NamedFile): Promise<string> {
  await writeFile(join(folder, name), buffer);
  return join(folder, name);
}

describe('an image that is dropped', () => {
  it('is shown, wherever on the page it falls', async () => {
    await drop({ files: [fixture('palette.png')] }, page.getByRole('region', { name: 'Latency' }));
    await isShown('palette.png');
  });

  it('leads to the Read view from another one', async () => {
    await page.getByRole('link', { name: 'Models' }).click();
    await page.getByRole('heading', { name: 'Models' }).waitFor();
    await drop({ files: [fixture('rgb24.bmp')] });
    await isShown('rgb24.bmp');
  });

  it('may be one of two: the first is shown, the other listed', async () => {
    await drop({ files: [fixture('cmyk.jpg'), fixture('lossy.webp')] });
    await isShown('cmyk.jpg');
    await option({ name: 'lossy.webp', selected: false }).waitFor();
  });

  it('is refused by name when it is a folder', async () => {
    await mkdir(join(folder, 'scans'));
    await drop({ files: [join(folder, 'scans'), fixture('grey.png')] });
    await refused('scans', /is a folder/u);
    await isShown('grey.png');
  });

  it('changes nothing and stays on the page when it is a text or a link', async () => {
    const before = await option({}).count();
    const address = page.url();
    await drop({ items: [{ mimeType: 'text/plain', data: 'a finding' }] });
    await drop({ items: [{ mimeType: 'text/uri-list', data: 'http://127.0.0.1:1/elsewhere' }] });
    await page.waitForTimeout(300);
    expect(page.url()).toBe(address);
    expect(await option({}).count()).toBe(before);
  });
});

describe('what is pasted', () => {
  it('is opened when it is an image', async () => {
    await page.getByRole('main').focus();
    await page.evaluate(async () => {
      const drawn = new OffscreenCanvas(30, 20);
      drawn.getContext('2d')?.fillRect(0, 0, 5, 5);
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': drawn.convertToBlob({ type: 'image/png' }) })]);
    });
    await page.keyboard.press('Control+V');
    await isShown('image.png');
  });

  it('stays text in the question box', async () => {
    const box = page.getByRole('textbox', { name: /ask/iu });
    await page.evaluate(() => navigator.clipboard.writeText('Is there a fracture?'));
    const before = await option({}).count();
    await box.focus();
    await page.keyboard.press('Control+V');
    expect(await box.inputValue()).toBe('Is there a fracture?');
    expect(await option({}).count()).toBe(before);
  });
});

describe('files that are chosen', () => {
  const choose = (files: string[] | string) => page.locator('input[type=file]').setInputFiles(files);

  it('are refused one by one with the reason, and the page goes on', async () => {
    await choose([
      await written({ name: 'empty.png', mimeType: '', buffer: Buffer.alloc(0) }),
      await written({ name: 'report.jpg', mimeType: '', buffer: Buffer.from('%PDF-1.7 no image') }),
      await written({ name: 'cut.png', mimeType: '', buffer: png16(64).buffer.subarray(0, 300) }),
      fixture('claims-20000.png'),
      fixture('grey16-12bit.png'),
    ]);
    await isShown('grey16-12bit.png');
    await refused('empty.png', /empty file/u);
    await refused('report.jpg', /looks like/u);
    await refused('cut.png', /ends too early/u);
    await refused('claims-20000.png', /20,000 × 20,000 pixels, above the limit of 64,000,000/u);
  });

  it.each([
    ['a 16-bit PNG', () => png16(4000), [4000, 4000]],
    ['a DICOM slice', () => dicom16(3000), [3000, 3000]],
    ['a photograph', () => jpeg(6000, 4000), [6000, 4000]],
  ] as const)('may be large: %s is decoded on a thread of its own and shown', async (_, make, size) => {
    const file = await make();
    const path = await written(file);
    await choose(path);
    await isShown(file.name);
    const found = await canvas(file.name).evaluate((element: HTMLCanvasElement) => [element.width, element.height]);
    expect(found).toEqual(size);
    expect(page.workers().map((worker) => new URL(worker.url()).pathname)).toContainEqual(
      expect.stringMatching(/\/image\.worker-/u),
    );
  });

  it('can be given up while they are read', async () => {
    const path = await written({ ...png16(4000), name: 'given-up.png' });
    await choose(path);
    await page.getByRole('button', { name: 'Stop reading' }).click();
    await page.getByRole('button', { name: 'Open your images' }).waitFor();
    expect(await option({ name: 'given-up.png' }).count()).toBe(0);
    await choose(fixture('rgb.png'));
    await isShown('rgb.png');
  });
});
