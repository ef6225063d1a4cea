import type { Configuration } from '../contract/inference-api';
import { binomialTail } from './binomial-tail';
import { compareAnswers } from './compare-answers';
import { formatPercent } from './format-figures';
import { referenceRow, tokenAgreement, type ResultRow } from './result-rows';

/** Below this share of fp32's tokens or answers a configuration no longer speaks as fp32 does. */
export const AGREEMENT_LIMIT = 0.95;
/** One tail of a 95% interval. */
const CHANCE = 0.025;

export interface Breakaway {
  /** Tokens under forced decoding, or answers to a pack. */
  measuredBy: 'tokens' | 'answers';
  alike: number;
  /** How many were compared. */
  count: number;
  /** Whether so few agree that chance alone hardly explains it, had the true share been at the limit. */
  isCertain: boolean;
  /** A sentence; absent when no cause is known. */
  reason?: string;
}

/**
 * Tells when a configuration's answers break away from fp32's, or seem to; undefined when they don't or nothing was
 * compared. Of several comparisons the one that says it most clearly counts.
 */
export function breakawayOf(row: ResultRow, rows: readonly ResultRow[]): Breakaway | undefined {
  const [clearest] = comparisons(row, rows)
    .filter(({ alike, count }) => alike / count < AGREEMENT_LIMIT)
    .map((compared) => ({
      ...compared,
      isCertain: binomialTail(compared.alike, compared.count, AGREEMENT_LIMIT) < CHANCE,
    }))
    .sort((a, b) => Number(b.isCertain) - Number(a.isCertain) || a.alike / a.count - b.alike / b.count);
  if (clearest === undefined) return undefined;
  const reason = knownReason(row.configuration);
  return { ...clearest, ...(reason === undefined ? {} : { reason }) };
}

/** What a row's comparisons with fp32 show, all together. `speaks as fp32` takes enough of them to rule chance out. */
export type Verdict = 'breaks away' | 'may break away' | 'no break seen' | 'speaks as fp32';

export function verdictOf(row: ResultRow, rows: readonly ResultRow[]): Verdict {
  const breakaway = breakawayOf(row, rows);
  if (breakaway !== undefined) return breakaway.isCertain ? 'breaks away' : 'may break away';
  // As many alike as this, or more, would be rare if the true share were only at the limit.
  const isCertain = ({ alike, count }: Comparison) => 1 - binomialTail(alike - 1, count, AGREEMENT_LIMIT) < CHANCE;
  return comparisons(row, rows).some(isCertain) ? 'speaks as fp32' : 'no break seen';
}

/** The share as counted, so that a reader sees how much it rests on. */
export function describeShare({ alike, count, measuredBy }: Breakaway): string {
  return `${alike} of ${count} ${measuredBy} agree (${formatPercent(alike / count)})`;
}

type Comparison = Pick<Breakaway, 'measuredBy' | 'alike' | 'count'>;

function comparisons(row: ResultRow, rows: readonly ResultRow[]): Comparison[] {
  const byTokens = [...new Set([row.configuration.device, 'wasm'] as const)].flatMap((device): Comparison[] => {
    const compared = tokenAgreement(row, device);
    return compared === undefined ? [] : [{ measuredBy: 'tokens', ...compared }];
  });
  const reference = referenceRow(row, rows);
  if (row.judgement === undefined || reference?.judgement === undefined) return byTokens;
  const { count, alike } = compareAnswers(row.judgement.answers, reference.judgement.answers);
  return count === 0 ? byTokens : [...byTokens, { measuredBy: 'answers', alike, count }];
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
