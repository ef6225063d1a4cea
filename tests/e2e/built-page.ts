import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { findBrowser, HOW_TO_GET_A_BROWSER } from '../../scripts/browser/find-browser';
import { serveFolder, type ServeOptions, type StaticServer } from '../../scripts/serve/static-server';

export const distFolder = fileURLToPath(new URL('../../dist', import.meta.url));

const QUIET_BROWSER = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * Hosts that Chrome and Chromium ask on their own account whatever page is open, for updates, sign-in and form filling.
 * Each is named in full, so that a page which asked any other host of the same company would be found out; what the page
 * itself asks for is checked apart from this.
 */
const ASKED_BY_THE_BROWSER = [
  'accounts.google.com',
  'android.clients.google.com',
  'clients2.google.com',
  'content-autofill.googleapis.com',
  'optimizationguide-pa.googleapis.com',
  'redirector.gvt1.com',
  'safebrowsing.googleapis.com',
  'update.googleapis.com',
  'www.google.com',
];

export interface OpenedPage {
  page: Page;
  context: BrowserContext;
  server: StaticServer;
  /** Other hosts that anything in the browser tried to reach; none of them was reached. */
  foreignHosts: readonly string[];
  close: () => Promise<void>;
}

export interface OpenOptions extends Partial<ServeOptions> {
  path?: string;
  browserArguments?: string[];
  /** True leaves the number of threads to be measured. */
  firstVisit?: boolean;
  /** Runs on the page, not in its workers, before the page's own code. */
  beforeOpening?: () => void;
}

/**
 * Serves dist/ and opens it in a browser whose every way to another host leads into a proxy that refuses and records:
 * whatever leaves is counted below the page, whether or not the page or its own policy knows of it.
 */
export async function openBuiltPage(options: OpenOptions = {}): Promise<OpenedPage> {
  const executable = findBrowser();
  if (executable === undefined) throw new Error(HOW_TO_GET_A_BROWSER);
  const { path, firstVisit = false, browserArguments = [], beforeOpening, ...serveOptions } = options;
  const server = await serveFolder({ folder: distFolder, ...serveOptions });
  const gate = await openGate();
  const browser = await chromium.launch({
    executablePath: executable.path,
    args: [...QUIET_BROWSER, ...browserArguments],
    proxy: { server: `http://127.0.0.1:${gate.port}`, bypass: '127.0.0.1' },
  });
  const context = await browser.newContext();
  if (!firstVisit) await context.addInitScript(rememberThreads);
  const page = await context.newPage();
  if (beforeOpening !== undefined) await page.addInitScript(beforeOpening);
  await page.goto(server.url + (path ?? ''));
  const close = () => closeAll(browser, server, gate.server);
  return { page, context, server, foreignHosts: gate.hosts, close };
}

/** The page for the one test that asks for it; closed when that test has ended. */
export async function openForThisTest(options: OpenOptions = {}): Promise<OpenedPage> {
  const opened = await openBuiltPage(options);
  onTestFinished(opened.close);
  return opened;
}

/** As after an earlier visit: otherwise every test would first measure which number of threads is fastest. */
function rememberThreads(): void {
  const { hardwareConcurrency: cores, userAgent } = navigator;
  const entries = ['fp32', 'fp16', 'q8', 'q4', 'q4f16'].map((dtype) => [`edgeward-tiny ${dtype}`, Math.min(cores, 2)]);
  const measured = { machine: `${userAgent}, ${cores} cores`, threads: Object.fromEntries(entries) as unknown };
  localStorage.setItem('edgeward-threads-v1', JSON.stringify(measured));
}

async function closeAll(browser: Browser, server: StaticServer, gate: Server): Promise<void> {
  await browser.close();
  await server.close();
  gate.closeAllConnections();
  gate.close();
}

async function openGate(): Promise<{ server: Server; port: number; hosts: string[] }> {
  const hosts: string[] = [];
  const record = (address: string): void => {
    const { hostname } = new URL(address.includes('://') ? address : `http://${address}`);
    if (!ASKED_BY_THE_BROWSER.includes(hostname)) hosts.push(hostname);
  };
  const server = createServer((request, response) => {
    record(request.url ?? '');
    response.statusCode = 403;
    response.end();
  });
  server.on('connect', (request, socket) => {
    record(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, port: (server.address() as AddressInfo).port, hosts };
}

/** Waits until the page says that this precision opens without a network. */
export async function waitForReadiness(page: Page, dtype: string): Promise<void> {
  await page
    .getByText(new RegExp(`^ready without a network: [\\w, ]*\\b${dtype}\\b`, 'u'))
    .waitFor({ timeout: 60_000 });
}
