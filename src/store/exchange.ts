import type { Failure } from '../contract/failure';
import type {
  Configuration,
  GeneratedToken,
  GenerationResult,
  GenerationStage,
  LimitScore,
  LoadedModel,
  Prompt,
} from '../contract/inference-api';

/** One prompt about one image, with every run that answered it: the same question under several precisions. */
export interface Exchange {
  id: number;
  imageId: string;
  prompt: Prompt;
  /** Oldest first. */
  runIds: readonly number[];
}

/** One answer under way or done, by one configuration. */
export interface Run {
  id: number;
  exchangeId: number;
  imageId: string;
  prompt: Prompt;
  configuration: Configuration;
  /** What really ran; absent until a worker took the run. */
  loaded?: LoadedModel;
  tokens: readonly GeneratedToken[];
  limit?: LimitScore;
  phase: RunPhase;
}

export type RunPhase =
  | { kind: 'waiting' }
  | { kind: 'running'; stage: GenerationStage }
  | { kind: 'finished'; result: GenerationResult }
  /** Stopped by the reader before the model could close the answer. */
  | { kind: 'stopped' }
  | { kind: 'failed'; failure: Failure };

/** A run that came to its end and so has figures that may be compared. */
export interface FinishedRun extends Run {
  loaded: LoadedModel;
  phase: { kind: 'finished'; result: GenerationResult };
}

export function isFinished(run: Run | undefined): run is FinishedRun {
  return run?.phase.kind === 'finished' && run.loaded !== undefined;
}

export function isUnderWay(run: Run | undefined): boolean {
  return run?.phase.kind === 'waiting' || run?.phase.kind === 'running';
}
