import type { Failure } from '../contract/failure';
import type { Configuration, GenerationStage, LoadedModel, LoadEvent } from '../contract/inference-api';

/** What the page's one worker is doing, for the page to show. */
export type WorkerState =
  | { kind: 'idle' }
  | { kind: 'loading'; configuration: Configuration; event?: LoadEvent }
  | { kind: 'ready'; configuration: Configuration; loaded: LoadedModel }
  | { kind: 'generating'; configuration: Configuration; loaded: LoadedModel; stage: GenerationStage }
  | { kind: 'failed'; configuration: Configuration; failure: Failure };
