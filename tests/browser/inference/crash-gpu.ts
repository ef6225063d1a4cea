import type {} from '@vitest/browser-playwright';
import type { BrowserCommand } from 'vitest/node';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Kills the browser's GPU process, as a driver fault would; the browser starts another. */
    crashGpu: () => Promise<void>;
  }
}

/** Needs Chromium; resolves once the order is given. */
export const crashGpu: BrowserCommand = async ({ context }) => {
  const session = await context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('no connection to the browser');
  await session.send('Browser.crashGpuProcess');
  await session.detach();
};
