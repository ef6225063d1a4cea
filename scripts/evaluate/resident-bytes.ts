import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';

/** Resident memory of the browser's page processes, in bytes; undefined where `ps` doesn't exist. */
export async function residentBytes(browser: Browser): Promise<number | undefined> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => String(id));
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', pids.join(',')]);
    const kibibytes = stdout.split('\n').map(Number);
    const total = kibibytes.reduce((sum, value) => sum + value, 0);
    return total > 0 ? total * 1024 : undefined;
  } catch (error) {
    console.error(`Memory can't be told here: ${String(error)}`);
    return undefined;
  } finally {
    await session.detach();
  }
}
