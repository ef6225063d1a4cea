/**
 * npm test
 * Unit tests, the worker in a real browser, and the built page end to end, in one run. Ends with vitest's own summary and
 * one plain line that counts all of them.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, HOW_TO_GET_A_BROWSER } from '../browser/find-browser';
import { ensureBuilt } from '../build/build-page';
import { closingLine, countTests, type TestCounts } from './test-counts';
import { testFilesBelow } from './test-files';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs vitest on some projects and counts its outcome. A run that left no report counts as one failure. */
async function runVitest(projects: string[]): Promise<TestCounts & { exitCode: number }> {
  const scratch = await mkdtemp(join(tmpdir(), 'edgeward-tests-'));
  const report = join(scratch, 'report.json');
  try {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', ...projects.flatMap((project) => ['--project', project])];
    args.push('--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
    const exitCode = await new Promise<number>((done) => {
      spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }).on('exit', (code) => done(code ?? 1));
    });
    const written = await readFile(report, 'utf8').catch(() => undefined);
    const counts = written === undefined ? { passed: 0, failed: 1, skipped: 0 } : countTests(JSON.parse(written));
    return { ...counts, exitCode };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function runWithBrowser(): Promise<number> {
  await ensureBuilt(root);
  const outcome = await runVitest(['unit', 'browser', 'e2e']);
  console.log(closingLine(outcome));
  return outcome.exitCode === 0 && outcome.failed === 0 ? 0 : 1;
}

/** Without a browser only the unit tests run; what was left out is named, counted, and in CI a failure. */
async function runWithoutBrowser(): Promise<number> {
  const outcome = await runVitest(['unit']);
  const leftOut = [...(await testFilesBelow(root, 'tests/browser')), ...(await testFilesBelow(root, 'tests/e2e'))];
  for (const file of leftOut) console.log(`skipped, needs a browser: ${file}`);
  console.log(HOW_TO_GET_A_BROWSER);
  const mustRun = process.env['CI'] !== undefined && process.env['CI'] !== '' && process.env['CI'] !== 'false';
  const failed = outcome.failed + (mustRun ? leftOut.length : 0);
  console.log(
    closingLine({ passed: outcome.passed, failed, skipped: outcome.skipped + (mustRun ? 0 : leftOut.length) }),
  );
  return outcome.exitCode === 0 && failed === 0 ? 0 : 1;
}

const browser = findBrowser();
console.log(browser === undefined ? 'Browser: none' : `Browser: ${browser.path}`);
process.exitCode = browser === undefined ? await runWithoutBrowser() : await runWithBrowser();
