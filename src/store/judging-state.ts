import type { EvaluateProgress } from '../benchmark/evaluate-pack';
import type { Failure } from '../contract/failure';
import type { Configuration } from '../contract/inference-api';

export interface JudgeTurn {
  configuration: Configuration;
  /** Position among the configurations of this press, from 0. */
  position: number;
  total: number;
}

/** What the page shows of judging, from the press of the button to its end. */
export type Judging =
  | { kind: 'idle' }
  | { kind: 'loading'; turn: JudgeTurn }
  | {
      kind: 'asking';
      turn: JudgeTurn;
      isPaused: boolean;
      /** Absent until the first case is done. */
      progress?: Omit<EvaluateProgress, 'judgement'> & { answerCount: number };
    }
  | { kind: 'failed'; failure: Failure; configuration?: Configuration };

export function isJudging({ kind }: Judging): boolean {
  return kind === 'loading' || kind === 'asking';
}
