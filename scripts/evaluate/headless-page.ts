import { chromium, type Browser, type Page } from 'playwright-core';
import type { HeadlessApi, HeadlessEvent } from '../../src/contract/headless-job.ts';
import { findBrowser, HOW_TO_GET_A_BROWSER } from '../browser/find-browser.ts';
import { ensureBuilt } from '../build/build-page.ts';
import { serveFolder } from '../serve/static-server.ts';
import { CommandError } from './command-error.ts';
import { residentBytes } from './resident-bytes.ts';

export interface HeadlessOptions {
  root: string;
  /** Folder that the page finds at `cases/`. */
  packFolder?: string;
  /** WebGPU on the processor, for machines without a GPU. */
  softwareGpu: boolean;
  /** The page waits for what it returns. */
  onEvent: (event: HeadlessEvent) => void | Promise<void>;
}

export interface HeadlessPage {
  /** Calls the page's own function and waits for its result. Rejects when the browser dies. */
  call: <K extends 'evaluate' | 'benchmark'>(name: K, job: Parameters<HeadlessApi[K]>[0]) => ReturnType<HeadlessApi[K]>;
  /** Asks the work under way to end and hand over what it has. */
  stop: () => Promise<void>;
  close: () => Promise<void>;
}

const BROWSER_FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--enable-unsafe-webgpu',
];
const SOFTWARE_GPU_FLAGS = ['--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan', '--use-vulkan=swiftshader'];

/** Serves the built page on a free port and opens it in a browser without a window. */
export async function openHeadlessPage(options: HeadlessOptions): Promise<HeadlessPage> {
  const program = findBrowser();
  if (program === undefined) throw new CommandError(HOW_TO_GET_A_BROWSER);
  await ensureBuilt(options.root);
  const server = await serveFolder({
    folder: `${options.root}/dist`,
    ...(options.packFolder === undefined ? {} : { casesFolder: options.packFolder }),
  });
  try {
    const browser = await chromium.launch({
      executablePath: program.path,
      // Ctrl-C is for the command: it asks the page for what is finished before the browser goes.
      handleSIGINT: false,
      handleSIGTERM: false,
      // The page comes from this machine and talks to nobody, and containers rarely allow Chromium's own sandbox.
      args: ['--no-sandbox', ...BROWSER_FLAGS, ...(options.softwareGpu ? SOFTWARE_GPU_FLAGS : [])],
    });
    const page = await openPage(browser, `${server.url}headless.html`, options.onEvent);
    return {
      call: (name, job) => callPage(browser, page, name, job),
      stop: () => page.evaluate(() => window.edgewardHeadless?.stop()),
      close: async () => {
        await browser.close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function openPage(browser: Browser, url: string, onEvent: HeadlessOptions['onEvent']): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`In the page: ${error.message}`));
  await page.exposeFunction('edgewardReport', onEvent);
  await page.exposeFunction('edgewardMemory', () => residentBytes(browser));
  await page.goto(url);
  await page.waitForFunction(() => window.edgewardHeadless !== undefined);
  return page;
}

function callPage<K extends 'evaluate' | 'benchmark'>(
  browser: Browser,
  page: Page,
  name: K,
  job: Parameters<HeadlessApi[K]>[0],
): ReturnType<HeadlessApi[K]> {
  const died = new Promise<never>((_, reject) => {
    page.once('crash', () => reject(new CommandError('The browser page crashed, perhaps for lack of memory.')));
    browser.once('disconnected', () => reject(new CommandError('The browser ended unexpectedly.')));
  });
  // Both outcomes are awaited by the caller; this keeps an orderly close from looking like an unhandled rejection.
  died.catch(() => undefined);
  const work = page.evaluate(
    ([method, argument]) => {
      const api = window.edgewardHeadless;
      if (api === undefined) throw new Error('The page is not ready');
      return api[method as 'evaluate'](argument as Parameters<HeadlessApi['evaluate']>[0]);
    },
    [name, job] as const,
  );
  return Promise.race([work, died]) as ReturnType<HeadlessApi[K]>;
}
