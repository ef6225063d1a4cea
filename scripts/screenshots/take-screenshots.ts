/**
 * npm run screenshots
 * Draws docs/screenshots from the built page as it really runs: the bundled model answers on this machine.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { findBrowser, HOW_TO_GET_A_BROWSER } from '../browser/find-browser';
import { ensureBuilt } from '../build/build-page';
import { serveFolder } from '../serve/static-server';

interface Screenshot {
  name: string;
  hash: string;
  widthPx: number;
  heightPx: number;
  colorScheme: 'dark' | 'light';
  /** What to do on the page before the picture is taken. */
  prepare?: (page: Page) => Promise<void>;
}

const ANSWER_TIMEOUT_MS = 90_000;

const SCREENSHOTS: readonly Screenshot[] = [
  { name: 'read-dark', hash: 'read', widthPx: 1440, heightPx: 900, colorScheme: 'dark', prepare: compareTwoPrecisions },
  { name: 'read-light', hash: 'read', widthPx: 1440, heightPx: 900, colorScheme: 'light', prepare: waitForRun },
  { name: 'read-phone', hash: 'read', widthPx: 390, heightPx: 844, colorScheme: 'dark', prepare: waitForRun },
  { name: 'models', hash: 'models', widthPx: 1280, heightPx: 800, colorScheme: 'dark' },
  { name: 'about', hash: 'about', widthPx: 1280, heightPx: 800, colorScheme: 'light' },
];

async function waitForRuns(page: Page, count: number): Promise<void> {
  const summary = page.getByText(`Last runs on this image (${count})`);
  await summary.waitFor({ state: 'attached', timeout: ANSWER_TIMEOUT_MS });
}

async function waitForRun(page: Page): Promise<void> {
  await waitForRuns(page, 1);
}

/** A caption, a question, and the same question after a switch: what the page is for, in one picture. */
async function compareTwoPrecisions(page: Page): Promise<void> {
  await waitForRuns(page, 1);
  await page.getByRole('button', { name: 'What imaging modality is this?' }).click();
  await waitForRuns(page, 2);
  await page.getByRole('radio', { name: /^fp32/u }).click();
  await waitForRuns(page, 3);
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = join(root, 'docs/screenshots');
const executable = findBrowser();
if (executable === undefined) throw new Error(HOW_TO_GET_A_BROWSER);
await ensureBuilt(root);
await mkdir(target, { recursive: true });
const server = await serveFolder({ folder: join(root, 'dist') });
const browser = await chromium.launch({ executablePath: executable.path, args: ['--no-sandbox', '--no-first-run'] });
try {
  for (const { name, hash, widthPx, heightPx, colorScheme, prepare } of SCREENSHOTS) {
    const viewport = { width: widthPx, height: heightPx };
    const page = await browser.newPage({ viewport, colorScheme });
    await page.goto(`${server.url}#/${hash}`);
    await page.waitForLoadState('networkidle');
    await prepare?.(page);
    const file = join(target, `${name}.webp`);
    const { size } = await sharp(await page.screenshot())
      .webp({ quality: 82 })
      .toFile(file);
    console.log(`${name}.webp ${Math.round(size / 1000)} kB`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
