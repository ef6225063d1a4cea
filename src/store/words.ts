import type { GeneratedToken } from '../contract/inference-api';

/** A stretch of the answer as a reader sees it: a word with its probability, or the blanks and punctuation between words. */
export type AnswerPiece =
  { kind: 'word'; text: string; probability: number; parts: readonly TokenPart[] } | { kind: 'gap'; text: string };

export interface TokenPart {
  text: string;
  probability: number;
}

/** Letters and digits, with the joints that stay inside one word ("x-ray", "t1/t2", "3.5"). */
const WORD = /[\p{L}\p{N}]+(?:[-/.'’][\p{L}\p{N}]+)*%?/gu;

/**
 * Joins streamed tokens into words. A word's probability is the product over the tokens that overlap it, the chance
 * of exactly this word given all before it; tokens that only add blanks or punctuation do not lower it.
 */
export function answerPieces(tokens: readonly GeneratedToken[]): AnswerPiece[] {
  const spans = tokenSpans(tokens);
  const text = tokens.map((token) => token.text).join('');
  const pieces: AnswerPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    if (match.index > end) pieces.push({ kind: 'gap', text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    pieces.push(word(match[0], overlapping(spans, match.index, end)));
  }
  if (end < text.length) pieces.push({ kind: 'gap', text: text.slice(end) });
  return pieces;
}

interface TokenSpan extends TokenPart {
  start: number;
  end: number;
}

function tokenSpans(tokens: readonly GeneratedToken[]): TokenSpan[] {
  let start = 0;
  return tokens.map(({ text, probability }) => {
    const span = { text, probability, start, end: start + text.length };
    start = span.end;
    return span;
  });
}

function overlapping(spans: readonly TokenSpan[], start: number, end: number): TokenPart[] {
  return spans
    .filter((span) => span.start < end && span.end > start)
    .map(({ text, probability }) => ({ text, probability }));
}

function word(text: string, parts: TokenPart[]): AnswerPiece {
  return { kind: 'word', text, parts, probability: parts.reduce((product, part) => product * part.probability, 1) };
}
