import { describe, expect, it } from 'vitest';
import { createTextStream, type TokenDecoder } from '../../../workers/text-stream';

/** Ids are bytes, as in a byte-level vocabulary; 0 is a special token. Refuses no ids at all, as the library does. */
const bytes: TokenDecoder = {
  decode: (ids) => {
    if (ids.length === 0) throw new Error('token_ids must be a non-empty array of integers.');
    return new TextDecoder().decode(Uint8Array.from(ids.filter((id) => id !== 0)));
  },
};

function pieces(text: Iterable<number>): string[] {
  const stream = createTextStream(bytes);
  return [...text].map((id) => stream.push(id));
}

describe('createTextStream', () => {
  it("hands out each token's own text", () => {
    expect(pieces(new TextEncoder().encode('no'))).toEqual(['n', 'o']);
  });

  it('leaves out the space before the first word only', () => {
    expect(pieces(new TextEncoder().encode(' a b'))).toEqual(['', 'a', ' ', 'b']);
  });

  it('holds back a character until its last byte', () => {
    expect(pieces(new TextEncoder().encode('é!'))).toEqual(['', 'é', '!']);
  });

  it('adds nothing for a special token', () => {
    expect(pieces([65, 0, 66])).toEqual(['A', '', 'B']);
  });
});
