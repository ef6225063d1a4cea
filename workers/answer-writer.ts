import type { GeneratedToken, GenerationResult } from '../src/contract/inference-api';
import { createTextStream, type TokenDecoder } from './text-stream';
import { tokenProbability } from './token-choice';

export interface Choice {
  id: number;
  /** What the model would have chosen; another id where tokens are forced. */
  greedyId: number;
  isForced: boolean;
  /** That the choice was made from, float32 [vocabulary]; not to be changed afterwards. */
  logits: Float32Array;
}

export type Answer = Pick<GenerationResult, 'text' | 'tokens' | 'stopped' | 'meanProbability' | 'answerProbability'>;

/** Makes an answer of chosen tokens: their text and their probabilities. */
export interface AnswerWriter {
  /** Takes a token; what it means is worked out later. */
  add(choice: Choice): void;
  /** The choice that ended the answer: it counts in the answer's probability but is no token of it. */
  addEnd(choice: Choice): void;
  /** Works out what has been taken since the last call. @returns those tokens */
  catchUp(): GeneratedToken[];
  finish(stopped: Answer['stopped']): Answer;
}

/**
 * Detokenizing and softmax are put off and done for several tokens at a time: after each run of a decoder the
 * processor's caches hold weights, and work done there and then takes several times as long.
 * @param temperature divides the logits, as the manifest's calibration says
 */
export function createAnswerWriter(tokenizer: TokenDecoder, temperature: number): AnswerWriter {
  const text = createTextStream(tokenizer);
  const tokens: GeneratedToken[] = [];
  let answerProbability = 1;
  let taken: Choice[] = [];

  function probabilityOf({ logits, id, greedyId }: Choice): number {
    const probability = tokenProbability(logits, id, temperature, greedyId);
    answerProbability *= probability;
    return probability;
  }

  function catchUp(): GeneratedToken[] {
    const news = taken.map((choice): GeneratedToken => {
      const { id, greedyId, isForced } = choice;
      return { id, text: text.push(id), probability: probabilityOf(choice), ...(isForced ? { greedyId } : {}) };
    });
    taken = [];
    tokens.push(...news);
    return news;
  }

  return {
    add: (choice) => void taken.push(choice),
    addEnd: (choice) => void probabilityOf(choice),
    catchUp,
    finish(stopped) {
      catchUp();
      return {
        text: tokens.map((token) => token.text).join(''),
        tokens,
        stopped,
        ...(tokens.length === 0 ? {} : { meanProbability: geometricMean(tokens), answerProbability }),
      };
    },
  };
}

function geometricMean(tokens: readonly GeneratedToken[]): number {
  return Math.exp(tokens.reduce((sum, { probability }) => sum + Math.log(probability), 0) / tokens.length);
}
