/**
 * npm start [-- --port 5173 --no-open]
 * Builds the page if a source is newer than dist/, serves it on this machine only, and opens the browser.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import open from 'open';
import { ensureBuilt } from '../build/build-page';
import { serveFolder } from './static-server';

const DEFAULT_PORT = 8471;
const USAGE = 'Usage: npm start [-- --port NUMBER --no-open]';

function readOptions(args: string[]): { port: number; opensBrowser: boolean } {
  const { values } = parseArgs({ args, options: { port: { type: 'string' }, 'no-open': { type: 'boolean' } } });
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`Not a port: ${String(values.port)}`);
  return { port, opensBrowser: values['no-open'] !== true };
}

async function openBrowser(url: string): Promise<void> {
  const opener = await open(url);
  // A machine without a desktop has no opener: the address above is enough there.
  opener.on('error', () => console.log('No browser could be opened; visit the address above.'));
}

async function start(): Promise<void> {
  const { port, opensBrowser } = readOptions(process.argv.slice(2));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await ensureBuilt(root);
  const server = await serveFolder({ folder: join(root, 'dist'), casesFolder: join(root, 'public/cases'), port });
  if (port !== 0 && server.port !== port) console.log(`Port ${port} is taken.`);
  console.log(`Edgeward is at ${server.url} (this machine only; Ctrl-C ends it)`);
  const stop = (): void => void server.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (opensBrowser) await openBrowser(server.url);
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 1;
});
