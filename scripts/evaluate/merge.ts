import { parseArgs } from 'node:util';
import { mergeRecords } from '../../src/benchmark/merge-records.ts';
import { CommandError, runCommand } from './command-error.ts';
import { describeScores } from './describe-scores.ts';
import { describeFailure } from './run-job.ts';
import { readResult, writeResult } from './write-result.ts';

const USAGE = `Puts results together: shards of one pack become one judgement, different configurations stand side by side.

  npm run merge -- OUT.json A.json B.json …

Exit code: 0 done, 1 failed, 2 not understood.`;

async function merge(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [out, ...files] = positionals;
  if (out === undefined || files.length === 0) throw new CommandError('Name the file to write and those to read', 2);
  const records = [];
  for (const file of files) records.push(await readResult(file));
  const merged = mergeRecords(records);
  if (!merged.ok) throw new CommandError(describeFailure(merged.failure));
  await writeResult(out, merged.value);
  for (const judgement of merged.value.judgements) console.log(describeScores(judgement));
  return 0;
}

await runCommand(USAGE, merge);
