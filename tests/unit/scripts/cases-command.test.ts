import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../temporary-folder';
import { closedAddress, recipeOf, sendFile, serve } from './cases-fixture';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const { recipe, files } = await recipeOf(2);
const TIMEOUT_MS = 30_000;

interface Finished {
  status: number | null;
  output: string;
  errors: string;
}

function start(args: string[], baseUrl: string, casesFolder: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/cases/cases.ts', ...args], {
    cwd: project,
    env: { ...process.env, EDGEWARD_CASES_BASE: baseUrl, EDGEWARD_CASES_FOLDER: casesFolder },
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const finished = new Promise<Finished>((done) => child.on('close', (status) => done({ status, output, errors })));
  return { child, finished };
}

const run = (args: string[], baseUrl: string, casesFolder: string) => start(args, baseUrl, casesFolder).finished;

async function recipeFile(folder: string): Promise<string> {
  const file = join(folder, 'tiny.json');
  await writeFile(file, JSON.stringify(recipe));
  return file;
}

const mirror = () =>
  serve((request, response) => sendFile(files.get(request.url ?? '') ?? Buffer.alloc(0), request, response));

describe('npm run cases', { timeout: TIMEOUT_MS }, () => {
  it('lists, adds and removes', async () => {
    const folder = await temporaryFolder();
    const [base, cases, own] = [await mirror(), join(folder, 'cases'), await recipeFile(folder)];
    const added = await run(['add', own], base, cases);
    expect(added).toMatchObject({ status: 0, errors: '' });
    expect(added.output).toContain('tiny: 2 of 2 files, 0.0 of 0.0 MB');
    expect(added.output).toContain('Added 2 cases: Tiny scans (Someone, CC0-1.0).');
    const listed = await run(['list'], base, cases);
    expect(listed.output).toMatch(/^hannover +not added +Chest X-rays .*: 24 cases, 5\.3 MB$/mu);
    expect(listed.output).toMatch(/^tiny +added +from a recipe of your own$/mu);
    expect(await run(['remove', 'tiny'], base, cases)).toMatchObject({ status: 0, output: 'Removed tiny.\n' });
    expect(existsSync(join(cases, 'tiny'))).toBe(false);
  });

  it('ends with 1 and names the file when the server does not have it', async () => {
    const base = await serve((_, response) => response.writeHead(404).end());
    const { status, errors } = await run(['add', 'hannover'], base, join(await temporaryFolder(), 'cases'));
    expect(status).toBe(1);
    expect(errors).toMatch(/png\/09258248\.png does not exist \(404\)\. Nothing was added\./u);
  });

  it('ends with 1 and says what to check when there is no network', async () => {
    const base = await closedAddress();
    const { status, errors } = await run(['add', 'bccd'], base, join(await temporaryFolder(), 'cases'));
    expect(status).toBe(1);
    expect(errors).toContain(`No connection to ${base} (connect ECONNREFUSED`);
    expect(errors).toContain('Run the same command again to go on where it stopped.');
  });

  it('ends with 1 for a recipe that does not exist, and names those that do', async () => {
    const { status, errors } = await run(['add', 'nothing'], 'http://localhost', await temporaryFolder());
    expect([status, errors]).toEqual([1, 'There is no recipe "nothing". Known: bccd, chula, hannover.\n']);
  });

  it('ends with 2 and the usage for a command that it does not know', async () => {
    const { status, errors } = await run(['fetch'], 'http://localhost', await temporaryFolder());
    expect(status).toBe(2);
    expect(errors).toContain('add ID|FILE');
  });

  it('on Ctrl-C ends with 130, adds nothing, and goes on from the byte where it was', async () => {
    const folder = await temporaryFolder();
    const [cases, own] = [join(folder, 'cases'), await recipeFile(folder)];
    const [[url = '', bytes = Buffer.alloc(0)] = []] = files;
    const ranges: (string | undefined)[] = [];
    let hung: () => void = () => undefined;
    const hanging = new Promise<void>((done) => (hung = done));
    const base = await serve((request, response) => {
      if (request.url === url) ranges.push(request.headers.range);
      if (ranges.length > 1 || request.url !== url) {
        sendFile(files.get(request.url ?? '') ?? bytes, request, response);
        return;
      }
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 1000), hung);
    });
    const { child, finished } = start(['add', own], base, cases);
    await hanging;
    // The bytes are on their way; Ctrl-C comes once they are stored.
    const part = join(cases, '.downloads/tiny/images/tiny-1.png.part');
    await expect.poll(() => existsSync(part) && readFile(part)).toHaveLength(1000);
    child.kill('SIGINT');
    expect(await finished).toMatchObject({ status: 130 });
    expect(existsSync(join(cases, 'tiny')) || existsSync(join(cases, 'index.json'))).toBe(false);
    expect(await run(['add', own], base, cases)).toMatchObject({ status: 0 });
    expect(ranges).toEqual([undefined, 'bytes=1000-']);
  });
});
