import type { Configuration } from './configuration';
import type { Failure, Result } from './failure';
import type { GenerationMetrics, LoadTimings, RuntimeIdentity } from './measurement';

export { DEVICES, DTYPES, type Configuration, type Device, type Dtype } from './configuration';

/** Decoded pixels. `data` is uint8 RGB, row-major [heightPx, widthPx, 3], sRGB, already upright (EXIF applied). */
export interface RgbImage {
  widthPx: number;
  heightPx: number;
  data: Uint8Array<ArrayBuffer>;
}

export interface LoadRequest {
  configuration: Configuration;
  /** Absolute URL of the folder that holds `<modelId>/manifest.json`; ends with a slash. */
  modelsUrl: string;
  /** Absolute URL of the folder with ONNX Runtime's own `.mjs` and `.wasm`; ends with a slash. */
  runtimeUrl: string;
}

export type LoadEvent =
  /** Bytes fetched so far, over all files of the precision; `totalBytes` comes from the manifest. */
  | { kind: 'fetching'; loadedBytes: number; totalBytes: number; file: string }
  | { kind: 'verifying'; file: string }
  | { kind: 'creating-session' }
  | { kind: 'warming-up' };

export interface LoadedModel {
  runtime: RuntimeIdentity;
  timings: LoadTimings;
  /** Present when the model runs from memory because its files could not be kept in browser storage. */
  storageFailure?: Failure;
}

export type Prompt =
  | { kind: 'caption' }
  /** Free text by the user. Each question is answered on its own about the image, as the bundled model was trained. */
  | { kind: 'question'; text: string };

export interface GenerateRequest {
  /** Key of the image-feature cache: the same id must always mean the same pixels. */
  imageId: string;
  /** May be left out when the worker said it still holds the features of `imageId` (`holdsImage`). */
  image?: RgbImage;
  prompt: Prompt;
  maxNewTokens: number;
  /** Benchmark only: decode exactly this many tokens greedily, ignoring the end-of-sequence token. */
  forcedTokenCount?: number;
  /** Benchmark only: feed these token ids instead of the model's own choices, and report what it would have chosen. */
  forcedTokenIds?: readonly number[];
}

export type GenerationStage = 'preprocess' | 'encode' | 'prefill' | 'decode';

export interface GeneratedToken {
  id: number;
  /** Text this token adds; pieces of one word arrive separately, concatenating all gives the answer. */
  text: string;
  /** Probability of this token, 0 to 1, after the manifest's calibration temperature. */
  probability: number;
  /** The model's own greedy choice, when another token was forced on it. */
  greedyId?: number;
}

/** How far the image lies from the training images, in the manifest's own measure (see `limit` there). */
export interface LimitScore {
  score: number;
  threshold: number;
  /** True when the score exceeds the threshold: answers are outside what the model has seen. */
  unlikeTraining: boolean;
  /** Label of the nearest training class. */
  nearest?: string;
}

export type GenerationEvent =
  | { kind: 'stage'; stage: GenerationStage }
  | { kind: 'limit'; limit: LimitScore }
  | { kind: 'token'; token: GeneratedToken };

export interface GenerationResult {
  text: string;
  tokens: GeneratedToken[];
  /** Geometric mean over the answer's tokens of the calibrated probability; absent for an empty answer. */
  meanProbability?: number;
  /** Probability of the whole answer (product over its tokens, end of sequence included); absent for an empty answer. */
  answerProbability?: number;
  /** 'cancelled' keeps the tokens that had been generated until then. */
  stopped: 'end-of-sequence' | 'length' | 'cancelled';
  limit?: LimitScore;
  metrics: GenerationMetrics;
}

/**
 * What the worker offers. One worker serves one `load`, then any number of `generate` calls, one at a time.
 * Callbacks are positional arguments because comlink proxies only those.
 */
export interface InferenceApi {
  /**
   * Holds the Web Lock `name` for the worker's whole life. The browser frees it when the worker ends, however that
   * happens, so the page notices a worker that was killed silently. Resolves false where Web Locks don't exist.
   */
  holdLifeline(name: string): Promise<boolean>;
  /** @param events where the worker posts LoadEvents, as arrays, and null after the last one */
  load(request: LoadRequest, events: MessagePort): Promise<Result<LoadedModel>>;
  /** @param events where the worker posts GenerationEvents, as arrays, and null after the last one */
  generate(request: GenerateRequest, events: MessagePort): Promise<Result<GenerationResult>>;
  /** Acts between tokens only; a stop during encoding or prefill is a termination of the worker. */
  cancel(): Promise<void>;
  /** Whether `generate` may leave out the pixels of this image. */
  holdsImage(imageId: string): Promise<boolean>;
  /** Releases sessions and caches. The worker is useless afterwards. */
  dispose(): Promise<void>;
}
