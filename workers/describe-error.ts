import type { Failure } from '../src/contract/failure';
import type { Configuration, GenerationStage } from '../src/contract/inference-api';

/** How V8, SpiderMonkey, JavaScriptCore, Emscripten and ONNX Runtime say that memory ran out. */
const OUT_OF_MEMORY =
  /out of memory|\bOOM\b|bad_alloc|allocation failed|memory allocation|cannot enlarge memory|failed to allocate/iu;

export function describeLoadError(error: unknown, { device, dtype }: Configuration): Failure {
  const detail = String(error);
  if (OUT_OF_MEMORY.test(detail)) return { code: 'out-of-memory', detail };
  return { code: 'session-failed', device, dtype, detail };
}

export function describeRunError(error: unknown, stage: GenerationStage): Failure {
  const detail = String(error);
  if (OUT_OF_MEMORY.test(detail)) return { code: 'out-of-memory', detail };
  return { code: 'generation-failed', stage, detail };
}
