import type { Result } from '../contract/failure';
import type {
  Configuration,
  GenerateRequest,
  GenerationEvent,
  GenerationResult,
  LoadedModel,
} from '../contract/inference-api';

/**
 * What measuring needs of an inference client: `createInferenceClient` fits, in the page as in the headless one.
 * Every port stands for one worker of its own.
 */
export interface InferencePort {
  load: (configuration: Configuration) => Promise<Result<LoadedModel>>;
  generate: (
    request: GenerateRequest,
    onEvent: (event: GenerationEvent) => void,
    signal?: AbortSignal,
  ) => Promise<Result<GenerationResult>>;
  dispose: () => void;
}
