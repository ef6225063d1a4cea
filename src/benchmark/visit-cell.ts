import type { BenchmarkPlan, LoadSample, RunSample } from '../contract/benchmark-record';
import type { Failure } from '../contract/failure';
import type { Configuration, GenerateRequest, RgbImage } from '../contract/inference-api';
import type { GenerationMetrics, RuntimeIdentity } from '../contract/measurement';
import { awaitTurn, type Hold } from './await-turn';
import type { InferencePort } from './inference-port';
import type { PauseGate } from './pause-gate';
import { watchVisibility, type Visibility } from './visibility';

export interface VisitPorts {
  /** A client with a fresh worker. */
  createClient: () => InferencePort;
  visibility: Visibility;
  /** Bytes that the page and its workers hold; absent where the browser doesn't tell. */
  measureMemory?: (runtime: RuntimeIdentity) => Promise<number | undefined>;
}

export type VisitStep =
  { kind: 'loading' } | { kind: 'warming-up'; run: number } | { kind: 'running'; run: number } | Hold;

export type VisitSample =
  | { kind: 'loaded'; runtime: RuntimeIdentity; load: LoadSample }
  | { kind: 'cold-run'; run: RunSample }
  | { kind: 'run'; run: RunSample }
  | { kind: 'hidden-repeat' };

export type VisitEnd = { kind: 'completed' } | { kind: 'stopped' } | { kind: 'failed'; failure: Failure };

export interface VisitRequest {
  configuration: Configuration;
  round: number;
  plan: BenchmarkPlan;
  /** Decoded images of the plan, in its order; never empty. */
  images: readonly RgbImage[];
  gate: PauseGate;
  signal: AbortSignal;
  onStep: (step: VisitStep) => void;
  onSample: (sample: VisitSample) => void;
}

/**
 * One stay in one cell: starts a worker, loads, warms up, does the counted runs and ends the worker.
 * Whatever happened while the tab was hidden is thrown away and repeated.
 */
export async function visitCell(request: VisitRequest, ports: VisitPorts): Promise<VisitEnd> {
  for (;;) {
    await awaitTurn(request.gate, ports.visibility, request.signal, request.onStep);
    if (isStopped(request)) return { kind: 'stopped' };
    const client = ports.createClient();
    const dispose = () => client.dispose();
    request.signal.addEventListener('abort', dispose);
    try {
      request.onStep({ kind: 'loading' });
      const { value: loaded, wasHidden } = await watchVisibility(ports.visibility, () =>
        client.load(request.configuration),
      );
      if (isStopped(request)) return { kind: 'stopped' };
      if (!loaded.ok) return { kind: 'failed', failure: loaded.failure };
      if (wasHidden) {
        request.onSample({ kind: 'hidden-repeat' });
        continue;
      }
      const load = { round: request.round, ...loaded.value.timings };
      request.onSample({ kind: 'loaded', runtime: loaded.value.runtime, load });
      return await runAll(client, request, ports, loaded.value.runtime);
    } finally {
      request.signal.removeEventListener('abort', dispose);
      client.dispose();
    }
  }
}

/** A function, since the signal changes during every await. */
function isStopped({ signal }: VisitRequest): boolean {
  return signal.aborted;
}

async function runAll(
  client: InferencePort,
  request: VisitRequest,
  ports: VisitPorts,
  runtime: RuntimeIdentity,
): Promise<VisitEnd> {
  const { warmupRuns, runsPerRound } = request.plan;
  for (let index = 0; index < warmupRuns + runsPerRound; index += 1) {
    const run = index - warmupRuns;
    await awaitTurn(request.gate, ports.visibility, request.signal, request.onStep);
    if (isStopped(request)) return { kind: 'stopped' };
    request.onStep(run < 0 ? { kind: 'warming-up', run: index } : { kind: 'running', run });
    const { value: result, wasHidden } = await watchVisibility(ports.visibility, () =>
      client.generate(generateRequest(request, run), () => undefined, request.signal),
    );
    if (isStopped(request)) return { kind: 'stopped' };
    if (!result.ok) return { kind: 'failed', failure: result.failure };
    if (wasHidden) {
      request.onSample({ kind: 'hidden-repeat' });
      index -= 1;
      continue;
    }
    const imageId = imageOf(request, run).id;
    const sample = { round: request.round, run: Math.max(0, run), imageId, ...measuredStages(result.value.metrics) };
    if (index === 0 && warmupRuns > 0) request.onSample({ kind: 'cold-run', run: sample });
    if (run < 0) continue;
    const memoryBytes = run === runsPerRound - 1 ? await ports.measureMemory?.(runtime) : undefined;
    request.onSample({ kind: 'run', run: memoryBytes === undefined ? sample : { ...sample, memoryBytes } });
  }
  return { kind: 'completed' };
}

/** Counted runs go through the images in turn, over all rounds; a warm-up has the image of the run after it. */
function imageOf({ plan, images, round }: VisitRequest, run: number): { id: string; image: RgbImage } {
  const position = (round * plan.runsPerRound + Math.max(0, run)) % images.length;
  const image = images[position];
  const id = plan.images[position]?.id;
  if (image === undefined || id === undefined) throw new Error('The plan has no image to run on');
  return { id, image };
}

let serial = 0;

function generateRequest(request: VisitRequest, run: number): GenerateRequest {
  const { id, image } = imageOf(request, run);
  serial += 1;
  return {
    // A new id each time, or the cached features would leave out the vision encoder after the first run.
    imageId: `${id}#${serial}`,
    // The pixels are transferred to the worker, which detaches them; other cells need them again.
    image: { ...image, data: image.data.slice() },
    prompt: request.plan.prompt,
    maxNewTokens: request.plan.forcedTokenCount,
    forcedTokenCount: request.plan.forcedTokenCount,
  };
}

/** Copies only what a result's schema knows, so that a later worker's extra figures don't slip in unnamed. */
function measuredStages(metrics: GenerationMetrics): Omit<RunSample, 'round' | 'run' | 'imageId'> {
  const { preprocessMs, visionEncodeMs, decodeTokensPerSecond } = metrics;
  return {
    ...(preprocessMs === undefined ? {} : { preprocessMs }),
    ...(visionEncodeMs === undefined ? {} : { visionEncodeMs }),
    prefillMs: metrics.prefillMs,
    firstTokenMs: metrics.firstTokenMs,
    decodeMs: metrics.decodeMs,
    totalMs: metrics.totalMs,
    promptTokenCount: metrics.promptTokenCount,
    ...(metrics.reusedPromptTokenCount === undefined ? {} : { reusedPromptTokenCount: metrics.reusedPromptTokenCount }),
    generatedTokenCount: metrics.generatedTokenCount,
    ...(decodeTokensPerSecond === undefined ? {} : { decodeTokensPerSecond }),
    tokenGapsMs: metrics.tokenGapsMs,
    sessionRunMs: metrics.sessionRunMs,
    decodeSessionRunMs: metrics.decodeSessionRunMs,
  };
}
