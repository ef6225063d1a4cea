import { access, constants, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exportJson, importRecord } from '../../src/benchmark/import-record.ts';
import type { BenchmarkRecord } from '../../src/contract/benchmark-record.ts';
import { CommandError } from './command-error.ts';
import { describeFileError } from './describe-file-error.ts';

/** Finds out before the work begins that its result could not be kept. @throws CommandError */
export async function checkWritable(file: string): Promise<void> {
  const folder = dirname(file);
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw new CommandError(`The result cannot be written to ${describeFileError(folder, error)}`);
  });
}

/** Writes beside and renames, so that an interruption leaves the old file or the new one, never half of one. */
export async function writeResult(file: string, record: BenchmarkRecord): Promise<void> {
  const unfinished = `${file}.part`;
  await writeFile(unfinished, exportJson(record));
  await rename(unfinished, file);
}

export async function readResult(file: string): Promise<BenchmarkRecord> {
  const json = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CommandError(describeFileError(file, error));
  });
  const imported = importRecord(json, file);
  if (imported.kind === 'record') return imported.record;
  const { entry, reason } = imported;
  throw new CommandError(`${file}${entry === undefined ? '' : `, ${entry}`}: ${reason}`);
}
