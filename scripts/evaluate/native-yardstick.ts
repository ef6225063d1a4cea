import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BenchmarkPlan, Yardstick } from '../../src/contract/benchmark-record.ts';
import type { Dtype } from '../../src/contract/configuration.ts';
import type { GenerationMetrics } from '../../src/contract/measurement.ts';

export interface NativeJob {
  modelsFolder: string;
  modelId: string;
  dtype: Dtype;
  threads: number;
  imageFile: string;
  prompt: BenchmarkPlan['prompt'];
  forcedTokenCount: number;
  warmupRuns: number;
  runs: number;
}

export interface NativeVisit {
  engineVersion: string;
  sessionMs: number;
  runs: GenerationMetrics[];
}

/** Collects one yardstick for each model and precision, visit by visit. */
export class NativeYardsticks {
  readonly #yardsticks = new Map<string, Yardstick>();

  get all(): Yardstick[] {
    return [...this.#yardsticks.values()];
  }

  /** Runs one visit in a process of its own and adds its samples; a visit that fails is recorded as such. */
  async visit(job: NativeJob, round: number): Promise<void> {
    const key = `${job.modelId}|${job.dtype}|${job.threads}`;
    const known = this.#yardsticks.get(key) ?? emptyYardstick(job);
    if (known.failure !== undefined) return;
    try {
      const { engineVersion, sessionMs, runs } = await runVisit(job);
      this.#yardsticks.set(key, {
        ...known,
        engineVersion,
        loads: [...known.loads, { round, sessionMs }],
        runs: [...known.runs, ...runs.map((metrics, run) => nativeRun(metrics, round, run))],
      });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#yardsticks.set(key, { ...known, failure: { code: 'worker-died', detail } });
    }
  }
}

function emptyYardstick({ modelId, dtype, threads }: NativeJob): Yardstick {
  return { engine: 'onnxruntime-node', engineVersion: '', modelId, dtype, threads, loads: [], runs: [] };
}

function nativeRun(metrics: GenerationMetrics, round: number, run: number): Yardstick['runs'][number] {
  const { visionEncodeMs, prefillMs, decodeMs, totalMs, generatedTokenCount, tokenGapsMs } = metrics;
  return {
    round,
    run,
    ...(visionEncodeMs === undefined ? {} : { visionEncodeMs }),
    prefillMs,
    decodeMs,
    totalMs,
    generatedTokenCount,
    tokenGapsMs,
  };
}

function runVisit(job: NativeJob): Promise<NativeVisit> {
  const script = fileURLToPath(new URL('native-visit.ts', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(job)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output.trim().split('\n').at(-1) ?? '') as NativeVisit);
      else reject(new Error(`onnxruntime-node ended with code ${String(code)}: ${errors.trim().slice(-400)}`));
    });
  });
}
