import { parseArgs } from 'node:util';
import { mergeRecords } from '../../src/benchmark/merge-records.ts';
import { CommandError, runCommand } from './command-error.ts';
import { describeRefusal } from './describe-refusal.ts';
import { describeScores } from './describe-scores.ts';
import { checkWritable, readResult, writeResult } from './write-result.ts';

const USAGE = `Puts results together: parts of one pack that share no case become one judgement, different configurations stand side by side.

  npm run merge -- OUT.json A.json B.json …

Exit code: 0 done, 1 failed, 2 not understood.`;

async function merge(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [out, ...files] = positionals;
  if (out === undefined || files.length === 0) throw new CommandError('Name the file to write and those to read', 2);
  await checkWritable(out);
  const parts = [];
  for (const file of files) parts.push({ file, record: await readResult(file) });
  const merged = mergeRecords(parts);
  if (!merged.ok) throw new CommandError(describeRefusal(merged.refusal));
  await writeResult(out, merged.value);
  for (const judgement of merged.value.judgements) console.log(describeScores(judgement));
  return 0;
}

await runCommand(USAGE, merge);
