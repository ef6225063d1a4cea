import type { Configuration } from '../contract/inference-api';
import { compareAnswers } from './compare-answers';
import { referenceRow, tokenAgreement, type ResultRow } from './result-rows';

/** Below this share of fp32's tokens or answers a configuration no longer speaks as fp32 does. */
export const AGREEMENT_LIMIT = 0.95;

export interface Breakaway {
  /** Share of tokens under forced decoding, or of answers, whichever was measured and lower. */
  agreement: number;
  measuredBy: 'tokens' | 'answers';
  /** A sentence; absent when no cause is known. */
  reason?: string;
}

/** Tells when a configuration's answers break away from fp32's; undefined when they don't or nothing was compared. */
export function breakawayOf(row: ResultRow, rows: readonly ResultRow[]): Breakaway | undefined {
  const candidates: Pick<Breakaway, 'agreement' | 'measuredBy'>[] = [];
  for (const device of [row.configuration.device, 'wasm'] as const) {
    const agreement = tokenAgreement(row, device);
    if (agreement !== undefined) candidates.push({ agreement, measuredBy: 'tokens' });
  }
  const reference = referenceRow(row, rows);
  if (row.judgement !== undefined && reference?.judgement !== undefined) {
    const { count, alike } = compareAnswers(row.judgement.answers, reference.judgement.answers);
    if (count > 0) candidates.push({ agreement: alike / count, measuredBy: 'answers' });
  }
  const [lowest] = candidates.sort((a, b) => a.agreement - b.agreement);
  if (lowest === undefined || lowest.agreement >= AGREEMENT_LIMIT) return undefined;
  const reason = knownReason(row.configuration);
  return { ...lowest, ...(reason === undefined ? {} : { reason }) };
}

/** Causes that ONNX Runtime's and transformers.js' users have reported for whole classes of configurations. */
function knownReason({ device, dtype }: Configuration): string | undefined {
  if (device === 'webgpu' && dtype === 'q8') return '8-bit integer steps are known to be wrong on several GPUs.';
  if (device === 'webgpu' && (dtype === 'fp16' || dtype === 'q4f16')) {
    return 'Half-precision numbers overflow in some vision encoders.';
  }
  if (dtype === 'q4' || dtype === 'q4f16') return 'Four bits round the weights coarsely.';
  return undefined;
}
