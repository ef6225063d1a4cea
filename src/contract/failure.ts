import type { Device, Dtype } from './configuration';

/**
 * Everything that is expected to go wrong, as plain data: it must survive `postMessage`, and comlink keeps
 * only an Error's name, message and stack. `detail` is the technical cause, in English, for people who debug;
 * the sentence a person reads is made from the code in `ui/`.
 */
export type Failure =
  // Images
  | { code: 'image-empty'; name: string }
  | { code: 'image-is-folder'; name: string }
  | { code: 'image-not-recognised'; name: string; looksLike?: string }
  | { code: 'image-truncated'; name: string; format: string; detail: string }
  | { code: 'image-unreadable'; name: string; format: string; detail: string }
  | {
      code: 'image-too-large';
      name: string;
      widthPx: number;
      heightPx: number;
      /** Most pixels in all. */
      limitPx: number;
      /** Longest side, which a narrow picture can exceed without exceeding `limitPx`. */
      limitSidePx?: number;
    }
  | { code: 'image-unreachable'; name: string; status?: number; detail: string }
  // Models
  | { code: 'model-unreachable'; file: string; detail: string }
  | { code: 'model-missing'; file: string; status: number }
  | { code: 'model-invalid'; file: string; detail: string }
  | {
      code: 'model-corrupt';
      file: string;
      expectedBytes: number;
      actualBytes: number;
      expectedSha256: string;
      /** Absent when the length alone already shows that the file is not the listed one. */
      actualSha256?: string;
    }
  // Running
  | { code: 'unsupported-configuration'; device: Device; dtype: Dtype; detail: string }
  | { code: 'session-failed'; device: Device; dtype: Dtype; file?: string; detail: string }
  | { code: 'out-of-memory'; detail: string }
  | { code: 'device-lost'; detail: string }
  | { code: 'worker-died'; detail: string }
  | { code: 'generation-failed'; stage: 'preprocess' | 'encode' | 'prefill' | 'decode'; detail: string }
  /** `limitTokens` counts the image's tokens, the question's and the answer's together. */
  | { code: 'prompt-too-long'; promptTokens: number; limitTokens: number }
  | { code: 'cancelled' }
  // Storage and packs
  | { code: 'storage-full'; neededBytes?: number; availableBytes?: number; detail: string }
  | { code: 'pack-invalid'; pack: string; caseId?: string; key: string; detail: string }
  | {
      code: 'pack-unreachable';
      pack: string;
      /** Set when the pack itself is open and one of its files is what can't be read. */
      file?: string;
      /** Set when what was opened is not a pack at all. */
      reason?: 'not-a-zip' | 'no-pack-json';
      status?: number;
      detail: string;
    };

/** An operation that can fail in expected ways returns one of these; bugs throw. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail<T = never>(failure: Failure): Result<T> {
  return { ok: false, failure };
}

/** Ends a switch over a union: a new member that no branch treats becomes a compile error here. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
