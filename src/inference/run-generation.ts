import { transfer, type Remote } from 'comlink';
import { fail, type Failure, type Result } from '../contract/failure';
import type {
  GenerateRequest,
  GenerationEvent,
  GenerationResult,
  GenerationStage,
  InferenceApi,
} from '../contract/inference-api';
import { copyPixels } from '../image/copy-pixels';
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
  return handle.ask(async (api) => {
    const send = await withPixels(api, request);
    // While a large photograph was copied, the worker had nothing yet that it could have stopped.
    if (!wanted()) return fail({ code: 'cancelled' });
    const { port, drained } = openEventChannel((event: GenerationEvent) => {
      if (!wanted()) return;
      if (event.kind === 'stage') onStage(event.stage);
      onEvent(event);
    });
    const result = await api.generate(send, transfer(port, [port]));
    await drained;
    return result;
  });
}

/** The request with pixels to give away, or without: they are not sent again for every question about an image. */
async function withPixels(api: Remote<InferenceApi>, { image, ...rest }: GenerateRequest): Promise<GenerateRequest> {
  if (image === undefined || (await api.holdsImage(rest.imageId))) return rest;
  const copy = await copyPixels(image);
  return transfer({ ...rest, image: copy }, [copy.data.buffer]);
}
