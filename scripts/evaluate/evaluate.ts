import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Configuration } from '../../src/contract/configuration.ts';
import { checkModels } from './check-models.ts';
import { checkPack } from './check-pack.ts';
import { CommandError, runCommand } from './command-error.ts';
import { describeScores } from './describe-scores.ts';
import { parseCount, parseDevices, parseDtypes, parseShard } from './parse-list.ts';
import { runJob } from './run-job.ts';

const USAGE = `Judges a model on a labelled case pack, with the page's own worker in a browser without a window.

  npm run evaluate -- --pack DIR --model ID --dtype q8 --device wasm --json FILE [--limit N] [--shard i/n]

  --pack DIR       folder with pack.json and its images
  --model ID       a folder below public/models (edgeward-tiny)
  --dtype NAME     fp32, fp16, q8, q4 or q4f16 (q8)
  --device NAME    wasm or webgpu (wasm)
  --threads N      WASM threads; the worker chooses when left out
  --workers N      workers that share the pack, each with one thread: more images a second, slower single answers (1)
  --json FILE      every answer with its probability, as docs/benchmark-record.md says
  --limit N        only the first N images
  --shard i/n      only the i-th of n parts; put the results together with: npm run merge
  --software-gpu   WebGPU on the processor, where there is no GPU

Exit code: 0 done, 1 failed, 2 not understood, 130 stopped by Ctrl-C (the file then holds what was finished).`;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

async function evaluate(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      pack: { type: 'string' },
      model: { type: 'string', default: 'edgeward-tiny' },
      dtype: { type: 'string', default: 'q8' },
      device: { type: 'string', default: 'wasm' },
      threads: { type: 'string' },
      workers: { type: 'string', default: '1' },
      json: { type: 'string' },
      limit: { type: 'string' },
      shard: { type: 'string' },
      'software-gpu': { type: 'boolean', default: false },
    },
  });
  if (values.pack === undefined) throw new CommandError('--pack is missing', 2);
  const packFolder = resolve(values.pack);
  const [dtype] = parseDtypes(values.dtype, '--dtype');
  const [device] = parseDevices(values.device, '--device');
  if (dtype === undefined || device === undefined) throw new CommandError('--dtype and --device need a name', 2);
  const configuration: Configuration = {
    modelId: values.model,
    dtype,
    device,
    ...(values.threads === undefined ? {} : { threads: parseCount(values.threads, '--threads') }),
  };
  const workerCount = parseCount(values.workers, '--workers');
  const part = {
    ...(values.shard === undefined ? {} : parseShard(values.shard)),
    ...(values.limit === undefined ? {} : { limit: parseCount(values.limit, '--limit') }),
  };
  checkModels(ROOT, [configuration.modelId], '--model');
  await checkPack(packFolder);
  const { record, stopped } = await runJob(
    { root: ROOT, packFolder, softwareGpu: values['software-gpu'] },
    values.json,
    (page) => page.call('evaluate', { configuration, packPath: 'cases/', part, workerCount }),
  );
  for (const judgement of record.judgements) console.log(describeScores(judgement));
  return stopped ? 130 : 0;
}

await runCommand(USAGE, evaluate);
