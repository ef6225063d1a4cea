import type { BenchmarkCell, BenchmarkPlan, BenchmarkRecord } from './benchmark-record';
import type { Configuration } from './configuration';
import type { Failure, Result } from './failure';

/** What the command line asks of the headless page, and what that reports: plain data that crosses into the browser. */

export interface EvaluateJob {
  configuration: Configuration;
  /** Folder of the pack below the page's own origin, with its closing slash. */
  packPath: string;
  /** Workers that share the pack; with more than one, each gets a single thread unless the configuration says otherwise. */
  workerCount: number;
  part: { shardIndex?: number; shardCount?: number; limit?: number };
}

export interface BenchmarkJob {
  name: string;
  configurations: Configuration[];
  /** Ids of built-in samples; the first sample when empty. */
  imageIds: string[];
  prompt: BenchmarkPlan['prompt'];
  forcedTokenCount: number;
  rounds: number;
  runsPerRound: number;
  warmupRuns: number;
  /** Images on which agreement with fp32 is measured; 0 leaves it out. */
  agreementImages: number;
}

export type HeadlessEvent =
  | { kind: 'loading'; configuration: Configuration }
  | { kind: 'case'; doneCases: number; totalCases: number; skippedCases: number; imagesPerSecond?: number }
  | { kind: 'skipped'; caseId: string; image: string; failure: Failure }
  | { kind: 'visit'; configuration: Configuration; step: string; doneVisits: number; totalVisits: number }
  /** Between two visits: the page waits until this has been dealt with, so that a yardstick can take its turn. */
  | { kind: 'visited'; visitedCell: BenchmarkCell; round: number }
  | { kind: 'agreement'; configuration: Configuration; donePrompts: number; totalPrompts: number }
  /** The result so far, now and then, so that a browser that dies doesn't take everything with it. */
  | { kind: 'checkpoint'; record: BenchmarkRecord };

export interface HeadlessApi {
  evaluate: (job: EvaluateJob) => Promise<Result<BenchmarkRecord>>;
  benchmark: (job: BenchmarkJob) => Promise<Result<BenchmarkRecord>>;
  /** Ends the work under way; what is finished stays in its result. */
  stop: () => void;
}

declare global {
  interface Window {
    edgewardHeadless?: HeadlessApi;
    /** Put there by the command line before the page's own code runs. */
    edgewardReport?: (event: HeadlessEvent) => Promise<void>;
    /** Resident bytes of the page's process; undefined where the system doesn't tell. */
    edgewardMemory?: () => Promise<number | undefined>;
  }
}
