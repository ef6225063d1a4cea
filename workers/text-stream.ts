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
 * characters of several bytes, so the whole answer is decoded each time and the new end is handed out.
 */
export function createTextStream(tokenizer: TokenDecoder): TextStream {
  const ids: number[] = [];
  let shown = '';
  return {
    push(id) {
      ids.push(id);
      const text = tokenizer
        .decode(ids, { skip_special_tokens: true, clean_up_tokenization_spaces: false })
        .trimStart();
      if (text.endsWith('\uFFFD') || !text.startsWith(shown)) return '';
      const added = text.slice(shown.length);
      shown = text;
      return added;
    },
  };
}
