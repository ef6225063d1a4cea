import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exportJson } from '../../../../src/benchmark/import-record';
import { judgement, sampleRecord } from '../../benchmark/sample-record';
import { temporaryFolder } from '../../../temporary-folder';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** Each command is a process of its own, on a machine that may be busy. */
const TIMEOUT_MS = 120_000;

function run(script: string, ...args: string[]) {
  const command = ['--import', 'tsx', join(ROOT, 'scripts/evaluate', script), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, lines: stderr.trimEnd().split('\n') };
}

async function packFolder(question: object): Promise<string> {
  const folder = join(await temporaryFolder(), 'pack');
  await mkdir(folder);
  const cases = [{ id: 'lung', image: 'lung.png', source: 's', modality: 'ct', questions: [question] }];
  await writeFile(
    join(folder, 'pack.json'),
    JSON.stringify({ format: 'case-pack/1', id: 'mine', title: 'Mine', cases }),
  );
  return folder;
}

const QUESTION = { id: 'lung/1', question: 'Is it?', answer: 'yes', answerType: 'closed', aspect: 'finding' };

describe('what was wrong with a command, said before anything is built', { timeout: TIMEOUT_MS }, () => {
  it.each([
    ['benchmark.ts', ['--dtypes', 'q9'], '--dtypes: "q9" is not one of fp32, fp16, q8, q4, q4f16', 'benchmark'],
    ['benchmark.ts', ['--devices', 'npu'], '--devices: "npu" is not one of', 'benchmark'],
    ['benchmark.ts', ['--images', 'nope'], '--images: there is no sample "nope", only ', 'benchmark'],
    ['evaluate.ts', ['--pack', '.', '--dtype', 'q9'], '--dtype: "q9" is not one of', 'evaluate'],
    ['evaluate.ts', ['--pac', 'x'], "Unknown option '--pac'", 'evaluate'],
    ['merge.ts', [], 'Name the file to write and those to read', 'merge'],
  ])('%s %j: the fault, then where to find the help', (script, args, fault, name) => {
    const { status, stdout, lines } = run(script, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(lines[0]).toContain(fault);
    expect(lines.slice(1)).toEqual([`All options: npm run ${name} -- --help`]);
  });

  it('names a model that is not installed, and those that are', async () => {
    const evaluated = run('evaluate.ts', '--pack', await packFolder(QUESTION), '--model', 'nope');
    const fault = 'there is no model "nope" below public/models, only edgeward-tiny';
    expect(evaluated).toEqual({ status: 1, stdout: '', lines: [`--model: ${fault}`] });
    expect(run('benchmark.ts', '--models', 'edgeward-tiny,nope').lines).toEqual([`--models: ${fault}`]);
  });

  it('names folder, case and key of a malformed pack in the sentence of the page', async () => {
    const folder = await packFolder({ ...QUESTION, aspect: undefined });
    const { status, lines } = run('evaluate.ts', '--pack', folder);
    expect(status).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`The case pack ${folder} was not loaded: case lung, key questions.0.aspect is not as`);
    expect(lines[0]).toContain('(Invalid key: Expected "aspect" but received undefined). Correct the pack');
  });

  it('refuses a result file that could not be written at the end', async () => {
    const file = '/nowhere/at/all/out.json';
    const { status, lines } = run('evaluate.ts', '--pack', await packFolder(QUESTION), '--json', file);
    expect({ status, lines }).toEqual({
      status: 1,
      lines: ['The result cannot be written to /nowhere/at/all: there is no such file or folder'],
    });
  });

  it('says which file a merge lacks, and which two share cases', async () => {
    const folder = await temporaryFolder();
    const file = (name: string) => join(folder, name);
    expect(run('merge.ts', file('out.json'), '/nope.json')).toEqual({
      status: 1,
      stdout: '',
      lines: ['/nope.json: there is no such file or folder'],
    });
    const whole = sampleRecord({ judgements: [judgement('q8', ['yes', 'no', 'yes', 'no'])] });
    const shard = sampleRecord({ judgements: [judgement('q8', ['yes', 'no'])] });
    await writeFile(file('whole.json'), exportJson(whole));
    await writeFile(file('shard.json'), exportJson(shard));
    const { status, lines } = run('merge.ts', file('out.json'), file('shard.json'), file('whole.json'));
    expect(status).toBe(1);
    expect(lines).toEqual([
      `${file('shard.json')} and ${file('whole.json')} share 2 cases of the pack p (tiny q8 WASM; the first is c0). Leave out one of them: only parts without common cases make a whole.`,
    ]);
  });
});
