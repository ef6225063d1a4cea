/** What the stream needs of a tokenizer: ids to text. */
export interface TokenDecoder {
  decode(ids: number[], options: { skip_special_tokens: boolean; clean_up_tokenization_spaces: boolean }): string;
}

export interface TextStream {
  /** Text that this token adds; empty while a character's bytes are incomplete. All results joined are the answer. */
  push(id: number): string;
}

/**
 * Turns token ids into text piece by piece. Decoding ids one by one would lose the spaces between them and break
 * characters of several bytes, so each id is decoded together with those of the piece before it, and the new end is
 * handed out.
 */
export function createTextStream(tokenizer: TokenDecoder): TextStream {
  const decode = (ids: number[]) =>
    tokenizer.decode(ids, { skip_special_tokens: true, clean_up_tokenization_spaces: false });
  let before: number[] = [];
  let pending: number[] = [];
  let atStart = true;
  return {
    push(id) {
      pending.push(id);
      const known = before.length === 0 ? '' : decode(before);
      const text = decode([...before, ...pending]);
      if (text.endsWith('\uFFFD') || !text.startsWith(known)) return '';
      const added = text.slice(known.length);
      if (added === '') return '';
      [before, pending] = [pending, []];
      if (!atStart) return added;
      atStart = added.trimStart() === '';
      return added.trimStart();
    },
  };
}
