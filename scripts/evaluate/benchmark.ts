import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { exportMarkdown } from '../../src/benchmark/export-report.ts';
import { crossConfigurations, DEFAULT_REPETITIONS } from '../../src/benchmark/plan.ts';
import type { BenchmarkCell, BenchmarkRecord } from '../../src/contract/benchmark-record.ts';
import type { BenchmarkJob } from '../../src/contract/headless-job.ts';
import { checkModels } from './check-models.ts';
import { checkPack } from './check-pack.ts';
import { CommandError, runCommand } from './command-error.ts';
import { describeYardsticks } from './describe-yardsticks.ts';
import { NativeYardsticks } from './native-yardstick.ts';
import { parseCount, parseDevices, parseDtypes, parseList } from './parse-list.ts';
import { runJob } from './run-job.ts';

const USAGE = `Measures a matrix of configurations, with the page's own worker in a browser without a window.

  npm run benchmark -- --models edgeward-tiny --dtypes fp32,q8,q4 --devices wasm --json FILE

  --models IDS      folders below public/models (edgeward-tiny)
  --dtypes NAMES    fp32, fp16, q8, q4, q4f16 (fp32,q8,q4)
  --devices NAMES   wasm, webgpu (wasm)
  --threads LIST    WASM thread counts to compare; the worker chooses when left out
  --images IDS      built-in samples to run on (the first one)
  --question TEXT   asks this instead of a caption
  --tokens N        tokens that every run decodes (${DEFAULT_REPETITIONS.forcedTokenCount})
  --rounds N        fresh workers for each cell (${DEFAULT_REPETITIONS.rounds})
  --runs N          counted runs in each of them (${DEFAULT_REPETITIONS.runsPerRound})
  --warmups N       runs before these that are not counted (${DEFAULT_REPETITIONS.warmupRuns})
  --agreement N     samples on which agreement with fp32 is measured, 0 for none (4)
  --native          also onnxruntime-node on the same files with the same threads, in turn with the browser
  --json FILE       every raw sample, as docs/benchmark-record.md says
  --name TEXT       what the result is called
  --software-gpu    WebGPU on the processor, where there is no GPU

Exit code: 0 done, 1 failed, 2 not understood, 130 stopped by Ctrl-C (the file then holds what was finished).`;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

function parseOptions(args: string[]) {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  return parseArgs({
    args,
    options: {
      models: text('edgeward-tiny'),
      dtypes: text('fp32,q8,q4'),
      devices: text('wasm'),
      threads: text(''),
      images: text(''),
      question: { type: 'string' },
      tokens: text(String(DEFAULT_REPETITIONS.forcedTokenCount)),
      rounds: text(String(DEFAULT_REPETITIONS.rounds)),
      runs: text(String(DEFAULT_REPETITIONS.runsPerRound)),
      warmups: text(String(DEFAULT_REPETITIONS.warmupRuns)),
      agreement: text('4'),
      native: { type: 'boolean', default: false },
      json: { type: 'string' },
      name: text('Command line'),
      'software-gpu': { type: 'boolean', default: false },
    },
  }).values;
}

type Options = ReturnType<typeof parseOptions>;

function jobOf(options: Options): BenchmarkJob {
  const configurations = crossConfigurations({
    modelIds: parseList(options.models),
    dtypes: parseDtypes(options.dtypes, '--dtypes'),
    devices: parseDevices(options.devices, '--devices'),
    threads: parseList(options.threads).map((entry) => parseCount(entry, '--threads')),
  });
  if (configurations.length === 0) throw new CommandError('--models, --dtypes and --devices name no configuration', 2);
  return {
    name: options.name,
    configurations,
    imageIds: parseList(options.images),
    prompt: options.question === undefined ? { kind: 'caption' } : { kind: 'question', text: options.question },
    forcedTokenCount: parseCount(options.tokens, '--tokens'),
    rounds: parseCount(options.rounds, '--rounds'),
    runsPerRound: parseCount(options.runs, '--runs'),
    warmupRuns: parseCount(options.warmups, '--warmups', 0),
    agreementImages: parseCount(options.agreement, '--agreement', 0),
  };
}

/** File of the first image that the job runs on; the yardstick keeps to that one. @throws CommandError for an unknown id */
async function imageFileOf(job: BenchmarkJob): Promise<string> {
  const folder = `${ROOT}public/samples/`;
  const { cases } = await checkPack(folder);
  const missing = job.imageIds.find((id) => !cases.some((entry) => entry.id === id));
  if (missing !== undefined) {
    throw new CommandError(
      `--images: there is no sample "${missing}", only ${cases.map(({ id }) => id).join(', ')}`,
      2,
    );
  }
  const first = cases.find(({ id }) => id === (job.imageIds[0] ?? id));
  if (first === undefined) throw new CommandError('There are no built-in samples');
  return folder + first.image;
}

async function benchmark(args: string[]): Promise<number> {
  const options = parseOptions(args);
  const job = jobOf(options);
  checkModels(
    ROOT,
    job.configurations.map(({ modelId }) => modelId),
    '--models',
  );
  const imageFile = await imageFileOf(job);
  const yardsticks = new NativeYardsticks();
  const onVisited = async ({ configuration, runtime }: BenchmarkCell, round: number): Promise<void> => {
    if (!options.native || configuration.device !== 'wasm' || runtime?.threads === undefined) return;
    const { modelId, dtype } = configuration;
    const { prompt, forcedTokenCount, warmupRuns, runsPerRound: runs } = job;
    const modelsFolder = `${ROOT}public/models`;
    const { threads } = runtime;
    await yardsticks.visit(
      { modelsFolder, modelId, dtype, threads, imageFile, prompt, forcedTokenCount, warmupRuns, runs },
      round,
    );
  };
  const withYardsticks = (record: BenchmarkRecord): BenchmarkRecord =>
    yardsticks.all.length === 0 ? record : { ...record, yardsticks: yardsticks.all };
  const { record, stopped } = await runJob(
    { root: ROOT, softwareGpu: options['software-gpu'], onVisited },
    options.json,
    (page) => page.call('benchmark', job),
    withYardsticks,
  );
  console.log(exportMarkdown(record));
  if (record.yardsticks !== undefined) console.log(describeYardsticks(record));
  return stopped ? 130 : record.cells.some(({ status }) => status === 'crashed') ? 1 : 0;
}

await runCommand(USAGE, benchmark);
