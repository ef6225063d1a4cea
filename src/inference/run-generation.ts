import { transfer } from 'comlink';
import type { Failure, Result } from '../contract/failure';
import type { GenerateRequest, GenerationEvent, GenerationResult, GenerationStage } from '../contract/inference-api';
import { openEventChannel } from './event-channel';
import type { WorkerHandle } from './worker-handle';

interface GenerationRun {
  handle: WorkerHandle;
  request: GenerateRequest;
  onEvent: (event: GenerationEvent) => void;
  onStage: (stage: GenerationStage) => void;
  signal: AbortSignal;
  stopGraceMs: number;
}

export interface GenerationOutcome {
  result: Result<GenerationResult>;
  /** False when the worker was terminated or failed and has to be replaced. */
  workerUsable: boolean;
}

/**
 * Runs one generation. An abort first asks the worker, which reacts between stages and tokens; a worker that is deep in
 * WebAssembly can't hear, so after `stopGraceMs` it is terminated.
 */
export async function runGeneration(run: GenerationRun): Promise<GenerationOutcome> {
  const { handle, signal, stopGraceMs } = run;
  let hardStop: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    void handle.ask((api) => api.cancel().then(() => ({ ok: true, value: undefined })));
    hardStop = setTimeout(handle.terminate, stopGraceMs);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const result = await askForAnswer(run, () => !signal.aborted);
    return { result, workerUsable: !handle.isTerminated() && (result.ok || isHarmless(result.failure)) };
  } finally {
    clearTimeout(hardStop);
    signal.removeEventListener('abort', stop);
  }
}

/** Failures that leave the worker in order. */
function isHarmless({ code }: Failure): boolean {
  return code === 'cancelled' || code === 'prompt-too-long';
}

/** @param wanted false once the reader has stopped: what still comes in is not shown any more */
function askForAnswer(
  { handle, request, onEvent, onStage }: GenerationRun,
  wanted: () => boolean,
): Promise<Result<GenerationResult>> {
  const { port, drained } = openEventChannel((event: GenerationEvent) => {
    if (!wanted()) return;
    if (event.kind === 'stage') onStage(event.stage);
    onEvent(event);
  });
  return handle.ask(async (api) => {
    // A large photograph is not copied to the worker again for every question about it.
    const { image, ...rest } = request;
    const send = image === undefined || (await api.holdsImage(request.imageId)) ? rest : { ...rest, image };
    const result = await api.generate(send, transfer(port, [port]));
    await drained;
    return result;
  });
}
