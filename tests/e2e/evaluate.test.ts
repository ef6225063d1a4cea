import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchmarkRecord } from '../../src/contract/benchmark-record';
import type { PackCase } from '../../src/contract/case-pack';
import { SAMPLES_FOLDER, samplesWithQuestions } from './bundled-samples';
import { importedRecord } from './imported-record';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface CommandEnd {
  code: number | null;
  out: string;
  err: string;
}

/** @param interruptAt sends Ctrl-C as soon as stderr holds this text */
function run(script: string, args: string[], interruptAt?: RegExp): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts/evaluate', script), ...args], {
      cwd: ROOT,
    });
    let out = '';
    let err = '';
    let interrupted = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      if (interrupted || interruptAt?.test(err) !== true) return;
      interrupted = true;
      child.kill('SIGINT');
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

async function readRecord(file: string): Promise<BenchmarkRecord> {
  return importedRecord(await readFile(file, 'utf8'), file);
}

describe('judging from the command line', () => {
  let folder = '';
  let cases: PackCase[] = [];

  const writePack = async (name: string, own: unknown[]): Promise<string> => {
    const place = join(folder, name);
    await mkdir(join(place, 'images'), { recursive: true });
    for (const { image } of cases) await copyFile(join(SAMPLES_FOLDER, image), join(place, image));
    await writeFile(join(place, 'images/broken.webp'), 'not an image');
    await writeFile(
      join(place, 'pack.json'),
      JSON.stringify({ format: 'case-pack/1', id: name, title: name, cases: own }),
    );
    return place;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edgeward-evaluate-'));
    cases = (await samplesWithQuestions()).slice(0, 3);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('answers every question, names what it skipped, and merges shards into the whole', async () => {
    const [first] = cases;
    if (first === undefined) throw new Error('There are no samples with questions');
    const pack = await writePack('small', [...cases, { ...first, id: 'damaged', image: 'images/broken.webp' }]);
    const questionCount = cases.reduce((sum, { questions }) => sum + questions.length, 0);
    const file = (name: string) => join(folder, `${name}.json`);
    const judge = (...args: string[]) => run('evaluate.ts', ['--pack', pack, '--dtype', 'q8', ...args]);

    const whole = await judge('--json', file('whole'));
    expect(whole.code, whole.err).toBe(0);
    expect(whole.err).toContain('Skipped damaged (images/broken.webp): “images/broken.webp” looks like text, which');
    expect(whole.out).toContain('3 judged, 1 skipped of 4 in the pack');
    const [judgement] = (await readRecord(file('whole'))).judgements;
    expect(judgement?.answers).toHaveLength(questionCount);
    expect(judgement?.answers.every(({ given, probability }) => given === '' || (probability ?? 0) > 0)).toBe(true);
    expect(judgement?.runtime?.wasmBuild).toBe('plain');

    for (const shard of ['1/2', '2/2']) {
      const part = await judge('--shard', shard, '--json', file(`shard${shard.slice(0, 1)}`));
      expect(part.code, part.err).toBe(0);
    }
    const merged = await run('merge.ts', [file('merged'), file('shard1'), file('shard2')]);
    expect(merged.code, merged.err).toBe(0);
    const [together] = (await readRecord(file('merged'))).judgements;
    const answers = (entries = judgement?.answers) =>
      entries?.map(({ questionId, given }) => `${questionId}: ${given}`).sort();
    expect(answers(together?.answers)).toEqual(answers());
    expect(together?.skipped).toHaveLength(1);
  });

  it('leaves a valid file with what was finished when it is interrupted', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ ...cases[index % cases.length], id: `case-${index}` }));
    const pack = await writePack('long', many);
    const file = join(folder, 'stopped.json');
    const end = await run('evaluate.ts', ['--pack', pack, '--json', file], /\d+ of 300 images/u);
    expect(end.code, end.err).toBe(130);
    const record = await readRecord(file);
    expect(record.finishedAt).toBeUndefined();
    expect(record.judgements[0]?.imageCount).toBeGreaterThan(0);
    expect(record.judgements[0]?.imageCount).toBeLessThan(300);
  });

  it('names case and key of a malformed pack, and what was wrong with a command', async () => {
    const pack = await writePack('bad', [{ ...cases[0], modality: 7 }]);
    const malformed = await run('evaluate.ts', ['--pack', pack]);
    expect(malformed.code).toBe(1);
    expect(malformed.err).toContain(`The case pack ${pack} was not loaded: case ${cases[0]?.id ?? ''}, key modality`);
    expect(await run('evaluate.ts', ['--pack', pack, '--dtype', 'q3'])).toMatchObject({ code: 2 });
    expect((await run('evaluate.ts', ['--pack', join(folder, 'nowhere')])).err).toContain('holds no pack.json');
  });
});
