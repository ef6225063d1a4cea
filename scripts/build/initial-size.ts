/**
 * npm run size
 * Prints the JavaScript that the page loads before any model, gzip, and fails above the budget. Run it after a build.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Kilobytes of 1,000 bytes. */
export const BUDGET_KB = 250;

export interface ScriptSize {
  /** Relative to dist/. */
  path: string;
  gzipBytes: number;
}

/** Scripts that index.html names itself or through its modulepreload links, which hold their static imports. */
export function initialScripts(html: string): string[] {
  const addresses = [...html.matchAll(/<(?:script|link)\b[^>]*?\s(?:src|href)="([^"]+\.m?js)"/gu)];
  return [...new Set(addresses.map((match) => (match[1] ?? '').replace(/^\.?\//u, '')))];
}

/** Also follows static imports from script to script, in case a preload link is missing. */
export async function initialScriptSizes(folder: string): Promise<ScriptSize[]> {
  const sizes = new Map<string, number>();
  const waiting = initialScripts(await readFile(join(folder, 'index.html'), 'utf8'));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (sizes.has(path)) continue;
    const code = await readFile(join(folder, path), 'utf8');
    sizes.set(path, gzipSync(code, { level: 9 }).byteLength);
    waiting.push(...staticImports(code).map((name) => join('assets', name)));
  }
  return [...sizes].map(([path, gzipBytes]) => ({ path, gzipBytes })).sort((a, b) => b.gzipBytes - a.gzipBytes);
}

/** Names of sibling scripts in `import … from "./name.js"` and `import "./name.js"`, but not in `import("./name.js")`. */
export function staticImports(code: string): string[] {
  const found = code.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`/]+\.js)["'`]/gu);
  return [...new Set(Array.from(found, (match) => match[1] ?? ''))];
}

export function totalGzipBytes(sizes: readonly ScriptSize[]): number {
  return sizes.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
}

async function printSizes(): Promise<void> {
  const sizes = await initialScriptSizes(fileURLToPath(new URL('../../dist', import.meta.url)));
  for (const { path, gzipBytes } of sizes) console.log(`${(gzipBytes / 1000).toFixed(1).padStart(7)} kB  ${path}`);
  const totalKb = totalGzipBytes(sizes) / 1000;
  console.log(`${totalKb.toFixed(1).padStart(7)} kB  initial JavaScript, gzip; the budget is ${BUDGET_KB} kB`);
  if (totalKb > BUDGET_KB) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await printSizes();
