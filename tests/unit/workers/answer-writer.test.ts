import { describe, expect, it } from 'vitest';
import { createAnswerWriter, type Choice } from '../../../workers/answer-writer';

/** Ids are letters: 0 is a, 1 is b. */
const letters = { decode: (ids: number[]) => ids.map((id) => String.fromCharCode(97 + id)).join('') };

/** Softmax of log(a), log(b) is a / (a + b), b / (a + b). */
function choice(id: number, shares: [number, number], forcedOverGreedy?: number): Choice {
  return {
    id,
    greedyId: forcedOverGreedy ?? id,
    isForced: forcedOverGreedy !== undefined,
    logits: Float32Array.from(shares, Math.log),
  };
}

describe('createAnswerWriter', () => {
  it('works out text and probability of what it has taken, once', () => {
    const writer = createAnswerWriter(letters, 1);
    writer.add(choice(1, [1, 3]));
    writer.add(choice(0, [1, 1]));
    expect(writer.catchUp()).toEqual([
      { id: 1, text: 'b', probability: expect.closeTo(0.75) as number },
      { id: 0, text: 'a', probability: expect.closeTo(0.5) as number },
    ]);
    expect(writer.catchUp()).toEqual([]);
  });

  it("finishes with all text, the tokens' geometric mean, and the product of all choices, the end among them", () => {
    const writer = createAnswerWriter(letters, 1);
    writer.add(choice(1, [1, 4]));
    writer.catchUp();
    writer.add(choice(0, [1, 4], 1));
    writer.addEnd(choice(1, [1, 1]));
    const answer = writer.finish('end-of-sequence');
    expect(answer.text).toBe('ba');
    expect(answer.tokens[1]).toMatchObject({ id: 0, greedyId: 1 });
    expect(answer.meanProbability).toBeCloseTo(Math.sqrt(0.8 * 0.2));
    expect(answer.answerProbability).toBeCloseTo(0.8 * 0.2 * 0.5);
  });

  it('divides the logits by the temperature', () => {
    const writer = createAnswerWriter(letters, 2);
    writer.add(choice(1, [1, 4]));
    expect(writer.catchUp()[0]?.probability).toBeCloseTo(2 / 3);
  });

  it('states no probability where there is no token', () => {
    expect(createAnswerWriter(letters, 1).finish('cancelled')).toEqual({ text: '', tokens: [], stopped: 'cancelled' });
  });
});
