import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { findBrowser } from '../../../scripts/browser/find-browser';
import { temporaryFolder } from '../../temporary-folder';

/** An executable of this name in a folder of its own. */
async function install(name: string, mode = 0o755): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, name), '#!/bin/sh\n');
  await chmod(join(folder, name), mode);
  return folder;
}

it('takes CHROME_PATH before anything on the PATH', async () => {
  const chosen = join(await install('my-chrome'), 'my-chrome');
  const path = await install('chromium');
  expect(findBrowser({ CHROME_PATH: chosen, PATH: path })?.path).toBe(chosen);
});

it('finds none when CHROME_PATH names no program, rather than quietly using another browser', async () => {
  const path = await install('chromium');
  expect(findBrowser({ CHROME_PATH: '/nowhere/chrome', PATH: path })).toBeUndefined();
});

it('prefers Chromium to Edge, whatever the order of the folders', async () => {
  const edge = await install('microsoft-edge');
  const chromium = await install('chromium');
  expect(findBrowser({ PATH: edge + delimiter + chromium })?.path).toBe(join(chromium, 'chromium'));
});

it('passes over a file that can not be run', async () => {
  const unusable = await install('chromium', 0o644);
  const chrome = await install('google-chrome');
  expect(findBrowser({ PATH: unusable + delimiter + chrome })?.path).toBe(join(chrome, 'google-chrome'));
});
