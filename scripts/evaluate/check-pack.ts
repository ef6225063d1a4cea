import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePack } from '../../src/benchmark/read-pack.ts';
import type { CasePack } from '../../src/contract/case-pack.ts';
import { CommandError } from './command-error.ts';
import { describeFailure } from './describe-failure.ts';
import { describeFileError } from './describe-file-error.ts';

/** Reads the pack as the page will, to find its faults before a build and a browser. @throws CommandError */
export async function checkPack(folder: string): Promise<CasePack> {
  const file = join(folder, 'pack.json');
  if (!existsSync(file)) throw new CommandError(`${folder} holds no pack.json`);
  const json = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CommandError(describeFileError(file, error));
  });
  const pack = parsePack(json, folder);
  if (!pack.ok) throw new CommandError(describeFailure(pack.failure));
  return pack.value;
}
