import { describe, expect, it } from 'vitest';
import type { GeneratedToken } from '../../../src/contract/inference-api';
import { answerPieces } from '../../../src/store/words';

function tokens(...parts: [text: string, probability: number][]): GeneratedToken[] {
  return parts.map(([text, probability], id) => ({ id, text, probability }));
}

describe('answerPieces', () => {
  it('multiplies the probabilities of the tokens that make up one word', () => {
    const pieces = answerPieces(tokens(['gli', 0.8], ['oma', 0.5]));
    expect(pieces).toEqual([
      {
        kind: 'word',
        text: 'glioma',
        probability: 0.4,
        parts: [
          { text: 'gli', probability: 0.8 },
          { text: 'oma', probability: 0.5 },
        ],
      },
    ]);
  });

  it('does not let blanks and punctuation lower the word before them', () => {
    const pieces = answerPieces(tokens(['axial', 0.9], ['.', 0.1], [' ', 0.2], ['yes', 0.5]));
    expect(pieces.map((piece) => (piece.kind === 'word' ? [piece.text, piece.probability] : piece.text))).toEqual([
      ['axial', 0.9],
      '. ',
      ['yes', 0.5],
    ]);
  });

  it('splits a token that spans two words and counts it for both', () => {
    const pieces = answerPieces(tokens(['no tumour', 0.5], ['s', 0.5]));
    expect(
      pieces
        .filter(({ kind }) => kind === 'word')
        .map((piece) => [piece.text, 'probability' in piece && piece.probability]),
    ).toEqual([
      ['no', 0.5],
      ['tumours', 0.25],
    ]);
  });

  it('keeps hyphens, decimals and slashes inside a word', () => {
    const words = answerPieces(tokens(['chest x-ray, 3.5 cm, T1/T2', 1]))
      .filter(({ kind }) => kind === 'word')
      .map(({ text }) => text);
    expect(words).toEqual(['chest', 'x-ray', '3.5', 'cm', 'T1/T2']);
  });

  it('gives the whole text back when its pieces are joined', () => {
    const given = tokens([' Brain', 1], [' MRI', 1], [', ', 1], ['axial', 1], [' (T2).\n', 1]);
    const joined = answerPieces(given)
      .map(({ text }) => text)
      .join('');
    expect(joined).toBe(' Brain MRI, axial (T2).\n');
  });
});
